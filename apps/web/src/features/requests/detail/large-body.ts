/** Above so many characters a body is read and drawn only when asked for. */
export const LARGE_BODY = 1024 * 1024;
