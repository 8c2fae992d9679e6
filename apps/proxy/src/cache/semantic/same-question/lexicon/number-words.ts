import { lexicon } from './lexicon.ts';

/**
 * Numbers that are written out. "One" and its sisters are left out: in most languages they are articles or pronouns, and
 * two questions of which one says "two" differ all the same.
 */
export const numberWords = lexicon({
  0: 'zero zéro cero noll ноль',
  2: 'two zwei deux dos dois duas twee två dwa два две kettő iki',
  3: 'three drei trois tres tre três drie trzy три üç három',
  4: 'four vier quatre cuatro quattro quatro fyra cztery четыре dört négy',
  5: 'five fünf cinq cinco cinque vijf fem pięć пять beş öt',
  6: 'six sechs seis sei zes sex seks sześć шесть altı',
  7: 'seven sieben sept siete sette sete zeven sju syv siedem семь yedi hét',
  8: 'eight acht huit ocho otto oito åtta otte osiem восемь sekiz nyolc',
  9: 'nine neun neuf nueve nove negen nio dziewięć девять dokuz kilenc',
  10: 'ten zehn dix diez dieci dez tien tio dziesięć десять tíz',
  11: 'eleven elf onze once undici',
  12: 'twelve zwölf douze doce dodici doze twaalf dozen dutzend douzaine docena dozzina',
  13: 'thirteen dreizehn treize trece tredici treze dertien',
  14: 'fourteen vierzehn quatorze catorce quattordici veertien',
  15: 'fifteen fünfzehn quinze quince quindici vijftien',
  16: 'sixteen sechzehn seize dieciséis sedici dezesseis zestien',
  17: 'seventeen siebzehn',
  18: 'eighteen achtzehn',
  19: 'nineteen neunzehn',
  20: 'twenty zwanzig vingt veinte venti vinte twintig tjugo двадцать',
  30: 'thirty dreißig trente treinta trenta trinta dertig тридцать',
  40: 'forty vierzig quarante cuarenta quaranta quarenta veertig сорок',
  50: 'fifty fünfzig cinquante cincuenta cinquanta cinquenta vijftig пятьдесят',
  60: 'sixty sechzig soixante sesenta sessanta sessenta zestig',
  70: 'seventy siebzig setenta settanta zeventig',
  80: 'eighty achtzig ochenta ottanta oitenta tachtig',
  90: 'ninety neunzig noventa novanta negentig',
  100: 'hundred hundreds hundert cent cien ciento cento cem honderd hundra сто',
  1000: 'thousand thousands tausend mille mil mila duizend tusen тысяча',
  1000000:
    'million millions million millionen millón millones milione milioni milhão milhões miljoen miljon миллион',
  1000000000: 'billion billions milliarde milliarden milliard milliards miliardo miljard миллиард',
  '1st':
    'first erste erster ersten erstes premier première primero primera primo prima primeiro primeira eerste första первый',
  '2nd': 'second zweite zweiter zweiten zweites deuxième segundo segunda secondo seconda tweede второй',
  '3rd':
    'third dritte dritter dritten drittes troisième tercero tercera tercer terzo terza terceiro derde третий',
  '4th': 'fourth vierte vierter vierten quatrième cuarto quarto vierde',
  '5th': 'fifth fünfte fünften cinquième quinto vijfde',
  '6th': 'sixth sechste sixième sexto sesto zesde',
  '7th': 'seventh siebte septième séptimo settimo zevende',
  '8th': 'eighth achte huitième octavo ottavo achtste',
  '9th': 'ninth neunte neuvième noveno nono negende',
  '10th': 'tenth zehnte dixième décimo decimo tiende',
  half: 'half halves hälfte halb halbe demi moitié mitad medio media metà mezzo metade meio helft половина',
  quarter: 'quarter quarters viertel quart',
  double: 'double doubled twice doppelt zweimal verdoppeln doubler deux-fois doble dobro dubbel',
  triple: 'triple thrice dreifach dreimal tripler',
  once: 'einmal',
});

/** Chinese and Japanese figures, but for 一, which mostly isn't one. */
export const NUMBER_SIGNS = /[二两兩三四五六七八九十百千万萬亿億零〇半]/gu;
