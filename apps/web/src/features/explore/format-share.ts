/** A share of 0 to 1: `83 %`, `8.3 %`; 0 and 100 only where it is exactly that. */
export function formatShare(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  const percent = Math.min(99.9, Math.max(0.1, share * 100));
  return `${percent < 10 || percent > 99 ? percent.toFixed(1).replace(/\.0$/, '') : Math.round(percent)} %`;
}
