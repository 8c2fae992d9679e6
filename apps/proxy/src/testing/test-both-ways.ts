import { type FakeProvider, startFakeProvider } from '@heliograph/stack/fake-provider';
import { afterAll, beforeAll, it } from 'vitest';
import { type ComparedCall, expectSameBothWays } from './compare-ways.ts';
import { startTestProxy, type TestProxy } from './start-test-proxy.ts';

/** One test per call: the fake provider and a proxy in front of it live as long as the file's tests. */
export function testBothWays<Client>(
  connect: (origin: string, headers: Record<string, string>) => Client,
  calls: ComparedCall<Client>[],
): void {
  let provider: FakeProvider;
  let proxy: TestProxy;
  beforeAll(async () => {
    provider = await startFakeProvider();
    proxy = await startTestProxy({
      OPENAI_BASE_URL: `${provider.url}/v1`,
      ANTHROPIC_BASE_URL: provider.url,
    });
  });
  afterAll(async () => {
    await proxy.close();
    await provider.stop();
  });
  it.each(calls)('$name', (call) => expectSameBothWays({ provider, proxy, connect }, call));
}
