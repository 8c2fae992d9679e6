import { lexicon } from './lexicon.ts';

/**
 * Words that turn a sentence into its opposite, by what they are compared as. A word that is a negation in one language
 * and something harmless in another may stand here: it costs a hit only where one of two questions has it.
 */
export const negations = lexicon({
  not: `
    not don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't cannot couldn't shouldn't mustn't needn't
    haven't hasn't hadn't ain't shan't dont doesnt didnt isnt arent wasnt werent wont wouldnt cant couldnt shouldnt havent
    hasnt no nope
    nicht nich kein keine keinen keinem keiner keines nein
    ne pas n'est n'ai n'a n'ont n'es n'était n'y n'en aucun aucune nulle non
    no ningún ninguno ninguna ningun tampoco
    nessun nessuno nessuna neanche nemmeno neppure
    não nenhum nenhuma nao tampouco nem
    niet geen nee
    inte ej icke ingen inga inget ikke ingen intet ei
    nie niet ne není nejsou nemá nesmí nelze nejde žádný žiadny żaden żadna
    не нет ни нельзя нету немає ні
    değil yok hayır olmayan olmadan
    nem nincs sem nincsenek
    eivät älä
    nu δεν μην όχι
    לא אין אל אינו אינה
    لا ليس ليست لم لن غير لیس نہیں نیست
    नहीं मत नही न
    không chưa chẳng đừng tidak bukan jangan belum tak hindi
  `,
  never: `
    never nie niemals jamais nunca jamás mai nooit aldrig aldri nigdy никогда ніколи asla soha koskaan
    לעולם أبدا कभी
  `,
  none: `
    none nobody nothing nowhere neither nor nichts niemand nirgends weder rien personne ni nada nadie niente nulla
    ninguém niets niemand nergens ingenting nic nikt ничего никто нигде hiçbir semmi senki
  `,
  without: `
    without w/o lacking lack lacks absent ohne sans sin senza sem zonder utan uden uten bez без nélkül ilman χωρίς בלי
    ללא بدون بلا बिना tanpa
  `,
  except: `
    except excluding exclude excludes unless besides außer ausser sauf excepté hormis excepto salvo menos tranne eccetto
    exceto behalve utom undtatt undtagen oprócz кроме крім hariç kivéve paitsi
  `,
  free: `free frei kostenlos gratuit gratis`,
  hardly: `hardly barely scarcely rarely seldom kaum selten rarement apenas raramente zelden nauwelijks sällan редко едва`,
  avoid: `
    avoid avoids avoiding prevent prevents preventing refuse deny reject against vermeiden verhindern gegen éviter
    empêcher contre evitar impedir contra evitare impedire contro vermijden voorkomen tegen избежать против
  `,
  only: `only solely nur bloß seulement uniquement solo sólo solamente soltanto somente alleen slechts bara endast kun tylko только лише sadece csak vain`,
});

/** Writings without spaces between words: signs that negate, wherever they stand. */
export const NEGATING_SIGNS =
  /[不没沒无無非未勿别別莫甭]|ない|なかっ|ません|なし|ずに|ぬ|안\s|못\s|없|않|아니|아닌|말고|ไม่|อย่า|มิ|မ.*ဘူး/gu;
