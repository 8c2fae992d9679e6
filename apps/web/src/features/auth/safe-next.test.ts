import { describe, expect, it } from 'vitest';
import { authPath, safeNext } from './safe-next.ts';

describe('safeNext', () => {
  it.each(['/settings/keys', '/requests?range=7d&model=gpt-5', '/requests/0199#body'])('keeps %s', (next) => {
    expect(safeNext(next)).toBe(next);
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example/a',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    '/.//elsewhere.example',
    'javascript:alert(1)',
    'settings/keys',
    '/api/auth/sign-out',
    '/sign-in?next=/sign-in',
    '/',
    '',
    undefined,
    ['/settings/keys', '/requests'],
  ])('does not follow %j', (next) => {
    expect(safeNext(next)).toBe('/');
  });
});

describe('authPath', () => {
  it('carries the page along', () => {
    expect(authPath('/sign-in', '/requests?model=a&b=c')).toBe(
      '/sign-in?next=%2Frequests%3Fmodel%3Da%26b%3Dc',
    );
  });

  it('carries nothing where people would go anyway', () => {
    expect(authPath('/sign-up', '/')).toBe('/sign-up');
  });
});
