import type { HeaderDefinition } from './header-definition.ts';
import { headerGroups, propertyHeaders } from './header-table.ts';

/** docs/headers.md: every header of the table, by subject. */
export function renderHeaderDocs(): string {
  const groups = headerGroups.map(({ title, headers }) => {
    const rows = Object.values(headers).map(row);
    if (title === 'Tagging') rows.push(propertyRow());
    return [`## ${title}`, '', ...table(rows), ''].join('\n');
  });
  return [INTRODUCTION, ...groups, ANSWERS].join('\n');
}

const INTRODUCTION = `<!-- Made from packages/headers by "npm run docs:headers"; change it there. -->

# Headers

Every call may carry these headers. Names compare without regard to case, and all of them are taken off before the call goes to its provider.

- A header with a value that can't be read is answered with 400 (\`invalid_header\`); the answer lists every such header with what was expected, in the error shape of the provider's API. With \`HEADER_POLICY=lenient\`, or the organization's setting \`headerPolicy: lenient\` (\`PATCH /api/v1/organization/settings\`), the call goes on as if the header hadn't been sent, and \`Helicone-Warning\` and the log say so.
- A \`Helicone-*\` header that isn't known is named in \`Helicone-Warning\`; the call goes on.
- The same header twice with different values is refused; an alias counts as the same header.
- Values are read as UTF-8 where they are valid UTF-8, else as Latin-1.
`;

const ANSWERS = `## On every answer

| header | meaning |
| --- | --- |
| \`Helicone-Id\` | The request's id, under which the dashboard and the API know it. |
| \`Helicone-Status\` | \`success\` below 400, else \`failed\`. |
| \`Server-Timing\` | \`heliograph;dur=0.40\`: the proxy's own share before the provider was called, in milliseconds. |
| \`Helicone-Warning\` | What was ignored, skipped or left out, where there is something to say. |
| \`Helicone-Error\` | On an error of our own: its code. |
| \`Helicone-Attempts\` | Where retries or fallbacks were asked for: the calls made. |
| \`Helicone-Provider\`, \`Helicone-Model\` | Where fallbacks were asked for: who answered, and the model it was asked for. |
| \`Helicone-Fallback-Index\` | Where a fallback answered: its place in the list, from 0. |
| \`x-should-retry\` | \`false\` where our retries are used up, so that the official SDKs don't multiply them. |
`;

function row(definition: HeaderDefinition<unknown, unknown>): string[] {
  const { name, aliases = [], format, description } = definition;
  const names = [name, ...aliases].map((text) => `\`${text}\``).join(' or ');
  return [names, format, defaultText(definition), description];
}

function propertyRow(): string[] {
  const { prefix, format, max, maxValueLength, description } = propertyHeaders;
  const about = `${description} At most ${max} of them.`;
  return [`\`${prefix}<Name>\``, `${format}, at most ${maxValueLength} characters`, '–', about];
}

function defaultText({ default: value, defaultText: text }: HeaderDefinition<unknown, unknown>): string {
  if (text !== undefined) return text;
  return value === null ? '–' : String(value);
}

function table(rows: readonly string[][]): string[] {
  return [['header', 'value', 'default', 'meaning'], ['---', '---', '---', '---'], ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  );
}
