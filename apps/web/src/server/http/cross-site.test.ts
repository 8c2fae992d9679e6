import { describe, expect, it } from 'vitest';
import { isCrossSiteWrite, ownOrigins } from './cross-site.ts';

const trusted = ownOrigins('http://localhost:3000');

function write(headers: Record<string, string>, method = 'POST'): Request {
  return new Request('http://localhost:3000/api/v1/keys', {
    method,
    headers: { host: 'localhost:3000', ...headers },
  });
}

describe('isCrossSiteWrite', () => {
  it.each([
    ['a page of ours', { origin: 'http://localhost:3000' }],
    ['ours under another name of this machine', { origin: 'http://127.0.0.1:3000' }],
    ['a page on the host that was asked', { origin: 'http://192.168.1.5:3000', host: '192.168.1.5:3000' }],
    ['a program that says nothing of itself', {}],
    ['Node’s fetch', { 'sec-fetch-mode': 'cors' }],
    ['a browser on the same site', { 'sec-fetch-site': 'same-origin' }],
    ['our page by its referer', { referer: 'http://localhost:3000/keys' }],
  ])('lets %s through', (_, headers) => {
    expect(isCrossSiteWrite(write(headers), trusted)).toBe(false);
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://localhost:3001' }],
    ['a page that hides its origin', { origin: 'null' }],
    ['another site without Origin', { 'sec-fetch-site': 'cross-site' }],
    ['a sister domain', { 'sec-fetch-site': 'same-site' }],
    ['another site by its referer', { referer: 'https://evil.example/x' }],
    ['a look-alike', { origin: 'http://localhost:3000.evil.example' }],
  ])('stops %s', (_, headers) => {
    expect(isCrossSiteWrite(write(headers), trusted)).toBe(true);
  });

  it('does not mind reads', () => {
    expect(isCrossSiteWrite(write({ origin: 'https://evil.example' }, 'GET'), trusted)).toBe(false);
  });
});

describe('ownOrigins', () => {
  it('is the one origin of a public installation', () => {
    expect(ownOrigins('https://app.example.com')).toEqual(['https://app.example.com']);
  });
});
