import { lexicon } from './lexicon.ts';

/** What a question asks for. "What", "which" and "how" ask for anything and are left out. */
export const questionWords = lexicon({
  who: 'who whom whose wer wen wem wessen qui quién quien quiénes chi quem wie-is vem кто кому kim 誰 谁',
  when: 'when wann quand cuándo cuando quando wanneer när когда',
  where: 'where wo wohin woher où dónde donde dove onde waar var где куда откуда',
  why: 'why warum wieso weshalb pourquoi porqué perché waarom varför почему зачем',
  many: 'many much wieviel wieviele wie-viele combien cuánto cuánta cuántos cuántas quanto quanta quanti quante quantos quantas hoeveel сколько',
});

/** "How" with a word behind it asks for one thing. */
export const HOW_MUCH =
  /\b(?:how|wie)\s+(long|often|far|old|big|tall|high|deep|fast|soon|lange|oft|weit|alt|groß|hoch|tief|schnell)\b/giu;

export const ASKING_SIGNS =
  /谁|誰|什么时候|什麼時候|何时|何時|いつ|哪里|哪裡|哪儿|どこ|为什么|為什麼|なぜ|どうして|多少|几|いくつ|いくら|누구|언제|어디|왜|얼마/gu;
