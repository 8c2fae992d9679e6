/** What the check after the vectors found, by its names in the log. */
const differences: Readonly<Record<string, string>> = {
  code: 'other code',
  quoted: 'another quotation',
  address: 'another address or path',
  ids: 'another id or version',
  numbers: 'other numbers',
  dates: 'another time',
  negations: 'a negation',
  units: 'other units',
  symbols: 'other signs',
  asked: 'asks for something else',
  output: 'another language or format',
  language: 'another language',
  names: 'other names',
  opposites: 'opposites',
  order: 'another order of the words',
  details: 'other details',
};

/** In words: what tells two questions apart. A name that this version doesn't know stands for itself. */
export function describeDifference(difference: string): string {
  return differences[difference] ?? difference;
}
