import pg from 'pg';

/** The channel on which a trigger of `api_keys` announces the hash of a key that was made, changed, revoked or deleted. */
const CHANNEL = 'api_key_changed';
/** On this one others announce the id of an organization whose rules, prices or settings have changed. */
const ORGANIZATION_CHANNEL = 'organization_changed';
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
/** A connection that died without a word is found out by asking. */
const PING_EVERY_MS = 10_000;
const PING_TIMEOUT_MS = 5_000;

export interface ApiKeyChangeHandlers {
  /** The key with this hash (SHA-256, hex) has changed: forget what you know of it. */
  onChange: (hash: string) => void;
  /** What holds for all requests of this organization has changed. */
  onOrganizationChange: (organizationId: string) => void;
  /** Listening begins, or begins again after a break in which changes may have been missed: forget everything. */
  onResync: () => void;
  /** The connection broke or could not be made; it is tried again by itself. For the log. */
  onError?: (error: Error) => void;
}

export interface ApiKeyChangeListener {
  /** Ends listening; no handler is called afterwards. */
  close: () => Promise<void>;
}

/** Calls the handlers on every change of an API key, for as long as it isn't closed. Never throws: it reconnects. */
export function listenForApiKeyChanges(
  databaseUrl: string,
  { onChange, onOrganizationChange, onResync, onError }: ApiKeyChangeHandlers,
): ApiKeyChangeListener {
  let closed = false;
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | undefined;
  let ping: NodeJS.Timeout | undefined;
  let failures = 0;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: PING_TIMEOUT_MS,
      query_timeout: PING_TIMEOUT_MS,
      keepAlive: true,
      application_name: 'heliograph-api-key-changes',
    });
    client = next;
    next.on('error', (error) => lose(next, error));
    next.on('end', () => lose(next, new Error('Postgres closed the connection')));
    next.on('notification', (message) => {
      if (closed || message.payload === undefined) return;
      if (message.channel === CHANNEL) onChange(message.payload);
      else if (message.channel === ORGANIZATION_CHANNEL) onOrganizationChange(message.payload);
    });
    try {
      await next.connect();
      await next.query(`LISTEN ${CHANNEL}; LISTEN ${ORGANIZATION_CHANNEL}`);
    } catch (error) {
      lose(next, error instanceof Error ? error : new Error(String(error)));
      return;
    }
    if (closed || client !== next) return;
    failures = 0;
    ping = setInterval(() => {
      next.query('SELECT 1').catch((error: Error) => lose(next, error));
    }, PING_EVERY_MS).unref();
    onResync();
  };

  /** Gives one client up, once, and plans the next; later words of the same client are ignored. */
  const lose = (lost: pg.Client, error: Error): void => {
    if (closed || client !== lost) return;
    client = null;
    clearInterval(ping);
    lost.end().catch(() => undefined);
    onError?.(error);
    const delay = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++);
    retry = setTimeout(() => void connect(), delay / 2 + Math.random() * (delay / 2)).unref();
  };

  void connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(retry);
      clearInterval(ping);
      await client?.end().catch(() => undefined);
    },
  };
}
