import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

const services = { DATABASE_URL: 'postgres://u@h/d', REDIS_URL: 'redis://h' };

describe('readEnv', () => {
  it('has a default for everything but the services', () => {
    expect(readEnv(services)).toMatchObject({
      PROXY_PORT: 8787,
      PROXY_WORKERS: availableParallelism(),
      MAX_BODY_BYTES: 104_857_600,
      baseUrls: {},
      compatible: {},
    });
  });

  it('reads providers’ base URLs and compatible servers', () => {
    const env = readEnv({
      ...services,
      OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
      ANTHROPIC_BASE_URL: '',
      OPENAI_COMPATIBLE_MY_LLM_BASE_URL: 'http://127.0.0.1:2',
    });
    expect(env.baseUrls).toEqual({ openai: 'http://127.0.0.1:1/v1' });
    expect(env.compatible).toEqual({ 'my-llm': 'http://127.0.0.1:2' });
  });

  it('reads the pages that may call', () => {
    expect(readEnv(services).CORS_ORIGINS).toEqual([]);
    const list = 'https://a.example, http://localhost:3000,*';
    expect(readEnv({ ...services, CORS_ORIGINS: list }).CORS_ORIGINS).toEqual(list.split(/, ?/));
    for (const wrong of ['a.example', 'https://a.example/', 'https://a.example/x', 'https://a.example,']) {
      expect(() => readEnv({ ...services, CORS_ORIGINS: wrong })).toThrow(
        /CORS_ORIGINS: expected origins such as/,
      );
    }
  });

  it('names every faulty variable at once', () => {
    const faulty = {
      REDIS_URL: 'http://x',
      PROXY_PORT: 'many',
      OPENAI_BASE_URL: 'nowhere',
      OPENAI_COMPATIBLE_OPENAI_BASE_URL: 'http://x',
    };
    expect(() => readEnv(faulty)).toThrow(
      /PROXY_PORT: .*\n.*DATABASE_URL: is not set\n.*REDIS_URL: expected a redis:\/\/ URL\n.*OPENAI_BASE_URL: expected an http.*\n.*OPENAI_COMPATIBLE_OPENAI_BASE_URL: the name openai is taken/,
    );
  });
});
