/** One field of a multipart/form-data body. */
export interface FormField {
  name: string;
  filename: string | undefined;
  bytes: Buffer;
}

/** The fields of a form; an empty list when the body isn't one. */
export function readForm(contentType: string, body: Buffer): FormField[] {
  const found = /^multipart\/form-data;.*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) return [];
  const delimiter = Buffer.from(`--${boundary}`);
  const fields: FormField[] = [];
  let start = body.indexOf(delimiter);
  while (start !== -1) {
    const end = body.indexOf(delimiter, start + delimiter.length);
    if (end === -1) break;
    const part = body.subarray(start + delimiter.length + 2, end - 2);
    const headerEnd = part.indexOf('\r\n\r\n');
    const headers = part.subarray(0, headerEnd).toString('utf8');
    const name = /[; ]name="([^"]*)"/i.exec(headers)?.[1];
    const filename = /filename="([^"]*)"/i.exec(headers)?.[1];
    if (headerEnd !== -1 && name !== undefined)
      fields.push({ name, filename, bytes: part.subarray(headerEnd + 4) });
    start = end;
  }
  return fields;
}

/** Text of the field with this name. */
export function formText(fields: readonly FormField[], name: string): string | undefined {
  return fields.find((field) => field.name === name)?.bytes.toString('utf8');
}
