/** Whether Prisma failed because a value doesn't fit its column, such as an id that is no UUID. */
export function isInvalidValue(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    (error.code === 'P2007' || error.code === 'P2023')
  );
}
