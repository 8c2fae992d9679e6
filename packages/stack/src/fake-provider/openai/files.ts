import { newId, unixSeconds } from '../ids.ts';
import { formText, readForm } from '../multipart.ts';
import { json, ProviderRefusal, type Call, type Reply } from '../reply.ts';

interface StoredFile {
  id: string;
  object: 'file';
  bytes: number;
  created_at: number;
  filename: string;
  purpose: string;
  status: 'processed';
}

const maxFiles = 100;

/** `/v1/files`: upload, list, look up, read, delete; the last hundred are kept in memory. */
export class Files {
  readonly #files = new Map<string, { file: StoredFile; content: Buffer }>();

  answer(call: Call): Reply {
    const [, id, content] = call.route.split('/');
    if (call.method === 'POST' && id === undefined) return this.#upload(call);
    if (id === undefined) {
      const data = [...this.#files.values()].map((entry) => entry.file);
      return json({ object: 'list', data, has_more: false });
    }
    const entry = this.#files.get(id);
    if (entry === undefined) throw new ProviderRefusal(404, `No such File object: ${id}`, { param: 'id' });
    if (call.method === 'DELETE') {
      this.#files.delete(id);
      return json({ id, object: 'file', deleted: true });
    }
    if (content === undefined) return json(entry.file);
    return { kind: 'bytes', status: 200, contentType: 'application/octet-stream', bytes: entry.content };
  }

  #upload(call: Call): Reply {
    const fields = readForm(call.contentType, call.bytes);
    const upload = fields.find((field) => field.name === 'file');
    const purpose = formText(fields, 'purpose');
    if (upload === undefined || purpose === undefined) {
      throw new ProviderRefusal(400, `'${upload === undefined ? 'file' : 'purpose'}' is a required property`);
    }
    const file: StoredFile = {
      id: newId('file-'),
      object: 'file',
      bytes: upload.bytes.length,
      created_at: unixSeconds(),
      filename: upload.filename ?? 'upload',
      purpose,
      status: 'processed',
    };
    const [oldest] = this.#files.keys();
    if (this.#files.size >= maxFiles && oldest !== undefined) this.#files.delete(oldest);
    this.#files.set(file.id, { file, content: Buffer.from(upload.bytes) });
    return json(file);
  }
}
