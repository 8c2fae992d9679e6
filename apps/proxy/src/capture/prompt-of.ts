import type { LogRecord } from '@heliograph/contracts/log-record';
import type { ParsedHeaders } from '@heliograph/headers/parse-headers';

type Prompt = Pick<LogRecord, 'promptId' | 'promptVersion' | 'promptEnvironment'>;

const none: Prompt = { promptId: null, promptVersion: null, promptEnvironment: null };

/**
 * Which prompt a call says that it was made with: `customer-support-v2` names version 2 and `customer-support@production`
 * the environment, as Helicone-Prompt-Environment does.
 */
export function promptOf({ promptId, promptEnvironment }: ParsedHeaders['control']): Prompt {
  if (promptId === null) return none;
  const at = promptId.lastIndexOf('@');
  if (at > 0) {
    return {
      promptId: promptId.slice(0, at),
      promptVersion: null,
      promptEnvironment: promptEnvironment ?? (promptId.slice(at + 1) || null),
    };
  }
  const version = /^(?<id>.+)-v(?<version>\d+)$/.exec(promptId)?.groups;
  return { promptId: version?.id ?? promptId, promptVersion: version?.version ?? null, promptEnvironment };
}
