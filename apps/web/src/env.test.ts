import { describe, expect, it } from 'vitest';
import { parseEnv } from './env.ts';

const least = {
  DATABASE_URL: 'postgres://user:pass@localhost:5432/heliograph',
  CLICKHOUSE_URL: 'http://default:@localhost:8123/default',
  BETTER_AUTH_SECRET: 'x'.repeat(32),
};

describe('parseEnv', () => {
  it('fills in what a developer’s machine has', () => {
    expect(parseEnv(least)).toMatchObject({
      webUrl: 'http://localhost:3000',
      proxyUrl: 'http://localhost:8787',
      hasDemoProvider: false,
      logLevel: 'info',
    });
    expect(parseEnv({ ...least, WEB_PORT: '4000' }).webUrl).toBe('http://localhost:4000');
  });

  it('takes an empty setting as unset and drops slashes at the end of base URLs', () => {
    const env = parseEnv({
      ...least,
      WEB_URL: 'https://app.example.com/',
      PROXY_URL: '',
      DEMO_PROVIDER_URL: '',
    });
    expect(env).toMatchObject({
      webUrl: 'https://app.example.com',
      proxyUrl: 'http://localhost:8787',
      hasDemoProvider: false,
    });
  });

  it('names everything that is wrong at once, and quotes no value', () => {
    const wrong = () =>
      parseEnv({ DATABASE_URL: 'mysql://root:hunter2@localhost/x', BETTER_AUTH_SECRET: 'hunter2' });
    expect(wrong).toThrow(/DATABASE_URL must be a postgres:\/\/ URL/);
    expect(wrong).toThrow(/CLICKHOUSE_URL/);
    expect(wrong).toThrow(/BETTER_AUTH_SECRET must have 32 characters/);
    expect(wrong).not.toThrow(/hunter2/);
  });
});
