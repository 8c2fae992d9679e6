import type { TestProject } from 'vitest/node';
import { startMailSink } from './platform/mail-sink.ts';
import { type PlatformAddress, freePorts, freshDataDir, startPlatform } from './platform/start-platform.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    platform: PlatformAddress & {
      /** What `npm start` wrote to the terminal. */
      printed: string;
      /** Where mails are told that the platform sent, see mail-sink. */
      mailsUrl: string;
    };
  }
}

/** One platform for all browser tests, brought up by the command that newcomers use. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { dataDir, remove } = await freshDataDir();
  // What a busy machine answers late is still what a person gets to see.
  const patience = { CACHE_REDIS_SILENCE_MS: '5000', EMBEDDINGS_TIMEOUT_MS: '5000' };
  const mails = await startMailSink();
  const notifying = {
    SMTP_URL: mails.smtpUrl,
    SMTP_FROM: 'Heliograph <heliograph@example.com>',
    // The tests' own receivers of webhooks are on this machine.
    ALLOW_PRIVATE_UPSTREAMS: 'true',
  };
  // A minute of alert rules.
  const alerting = { ALERTS_MINUTE_MS: '2000' };
  const platform = await startPlatform(dataDir, await freePorts(), {
    ...patience,
    ...notifying,
    ...alerting,
  });
  const { stop, output, ...address } = platform;
  project.provide('platform', {
    ...address,
    printed: output(),
    mailsUrl: mails.mailsUrl,
  });
  return async () => {
    const code = await stop();
    await Promise.all([remove(), mails.close()]);
    if (code !== 0) throw new Error(`npm start ended with ${code} after SIGTERM:\n${output()}`);
  };
}
