import type { SecretBox } from '../secrets/secret-box.ts';
import type { ServiceContext } from '../context.ts';

/** What verbs on channels need besides. */
export interface ChannelContext extends ServiceContext {
  /** Null: the operator has set no key. */
  secrets: SecretBox | null;
  /** Whether channels may lead to private addresses: ALLOW_PRIVATE_UPSTREAMS. */
  allowPrivate: boolean;
}
