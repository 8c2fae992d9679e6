import { HeliographError } from '@heliograph/contracts/error-codes';
import { describeProblems, type ParsedHeaders } from '@heliograph/headers/parse-headers';

export type HeaderPolicy = 'strict' | 'lenient';

/**
 * The warnings that go with this call. Throws `invalid_header`, listing every unreadable header,
 * unless the policy lets the call go on with a warning.
 */
export function checkHeaders({ problems, unknown }: ParsedHeaders, policy: HeaderPolicy): string[] {
  if (problems.length > 0 && policy === 'strict') {
    throw new HeliographError(
      'invalid_header',
      `Some Helicone headers can't be read. ${describeProblems(problems)}`,
      {
        details: { headers: problems },
      },
    );
  }
  const warnings: string[] = [];
  if (problems.length > 0) warnings.push(`ignored: ${describeProblems(problems)}`);
  if (unknown.length > 0) warnings.push(`unknown headers: ${[...new Set(unknown)].join(', ')}`);
  return warnings;
}
