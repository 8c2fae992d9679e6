import { lexicon } from './lexicon.ts';

/** Languages to answer in, of people and of machines, and forms of an answer. */
export const outputWords = lexicon({
  english: 'english englisch englische anglais inglés inglese inglês engels',
  german: 'german deutsch deutsche allemand alemán tedesco alemão duits',
  french: 'french französisch français francés francese francês frans',
  spanish: 'spanish spanisch espagnol español castellano spagnolo espanhol spaans',
  italian: 'italian italienisch italien italiano',
  portuguese: 'portuguese portugiesisch portugais portugués português portoghese',
  dutch: 'dutch niederländisch néerlandais nederlands',
  polish: 'polish polnisch',
  russian: 'russian russisch russe ruso русский русском английский английском',
  chinese: 'chinese mandarin cantonese chinesisch chinois chino',
  japanese: 'japanese japanisch japonais',
  korean: 'korean koreanisch',
  arabic: 'arabic arabisch arabe',
  hindi: 'hindi',
  turkish: 'turkish türkisch',
  greek: 'greek griechisch',
  hebrew: 'hebrew',
  latin: 'latin latein',
  swedish: 'swedish schwedisch svenska',
  python: 'python py',
  javascript: 'javascript js',
  typescript: 'typescript ts',
  java: 'java',
  kotlin: 'kotlin',
  swift: 'swift',
  rust: 'rust',
  golang: 'golang',
  ruby: 'ruby rails',
  php: 'php laravel',
  perl: 'perl',
  scala: 'scala',
  haskell: 'haskell',
  c: 'c',
  bash: 'bash shell zsh',
  powershell: 'powershell',
  sql: 'sql',
  mysql: 'mysql mariadb',
  postgres: 'postgres postgresql',
  sqlite: 'sqlite',
  mongo: 'mongodb mongo',
  redis: 'redis',
  react: 'react',
  vue: 'vue',
  angular: 'angular',
  svelte: 'svelte',
  django: 'django',
  flask: 'flask',
  node: 'node nodejs node.js',
  linux: 'linux ubuntu debian',
  windows: 'windows',
  mac: 'mac macos osx',
  ios: 'ios iphone ipad',
  android: 'android',
  aws: 'aws amazon',
  azure: 'azure',
  gcp: 'gcp',
  json: 'json',
  xml: 'xml',
  yaml: 'yaml yml',
  csv: 'csv',
  html: 'html',
  css: 'css',
  markdown: 'markdown',
  latex: 'latex',
  table: 'table tabelle tableau tabla',
  bullets: 'bullet bullets',
  poem: 'poem haiku gedicht poème poema',
  formal: 'formal formell',
  informal: 'informal casual informell',
});

/** Frequent short words that give a language away. */
export const commonWords: Record<string, ReadonlySet<string>> = {
  en: words(
    'the is are was were what how why when where who does did do can could should would of to and or in on for with my your i you it this that there be have has not an',
  ),
  de: words(
    'der die das den dem des ist sind war ein eine einen wie was warum wann wo wer kann können soll und oder im auf für mit mein meine ich du sie es nicht zu von bei zum zur mir',
  ),
  fr: words(
    'le la les des est sont était un une comment pourquoi quand où qui quelle quel quels quelles peut et ou dans sur pour avec mon ma mes je tu il elle pas du au aux que ce cette puis',
  ),
  es: words(
    'el la los las es son era un una cómo como qué que por cuándo dónde quién puede puedo y o en para con mi mis yo tú no del al cuál este esta hay se',
  ),
  it: words(
    'il lo la gli le è sono era un una come cosa perché quando dove chi può posso e o in per con mio mia io tu non del della che questo questa di si',
  ),
  pt: words(
    'o os as é são era um uma como que por quando onde quem pode posso e ou em para com meu minha eu não do da dos das ao qual este esta se',
  ),
  nl: words(
    'de het een is zijn was hoe wat waarom wanneer waar wie kan kunnen moet en of in op voor met mijn ik je jij niet van te dat dit er',
  ),
};

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
