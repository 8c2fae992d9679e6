/**
 * Pairs of opposite sides: `one words | other words`. Two questions that both take sides have to take the same ones, in
 * the same order ("from low to high").
 */
const table = `
  safe safely safety | unsafe dangerous danger risky hazardous toxic poisonous harmful
  legal legally lawful allowed allow allows permitted permit enable enabled enables enabling activate activated activating activation accept accepted grant granted whitelist unblock | illegal illegally unlawful forbidden forbid banned ban prohibited disallow disallowed deny denied disable disabled disables disabling deactivate deactivated deactivating deactivation reject rejected revoke revoked blacklist block blocked
  increase increases increasing increased raise raising raised boost boosting grow growing rise rising rose gain gained improve improving improves expand expanding maximize maximise strengthen speed accelerate | decrease decreases decreasing decreased reduce reduces reducing reduced lower lowering lowered decline declining shrink shrinking fall falling fell drop dropping loss lose losing lost worsen worsening minimize minimise weaken slow
  buy buying bought purchase purchasing | sell selling sold
  borrow borrowing borrowed | lend lending lent
  deposit depositing | withdraw withdrawing withdrawal withdrew
  before prior pre | after afterwards post since
  above over exceeding | below under beneath
  more most greater larger largest biggest highest max maximum longer longest higher older oldest faster fastest taller tallest hotter hottest stronger richer richest expensive | less least fewer fewest smaller smallest lowest min minimum shorter shortest lower younger youngest slower slowest colder coldest weaker poorer poorest cheap cheaper cheapest
  ascending asc upward upwards up | descending desc downward downwards down
  import importing imported imports incoming inbound upload uploading inflow | export exporting exported exports outgoing outbound download downloading outflow
  add adding added insert inserting include including included includes attach install installing installed installation append create creating created subscribe subscribing opt-in join joining follow | remove removing removed delete deleting deleted erase detach uninstall uninstalling uninstalled drop destroy unsubscribe unsubscribing cancel cancelling canceling cancelled cancellation opt-out leave leaving unfollow
  open opening opened opens unlock unlocking unlocked | close closing closed closes shut lock locking locked
  start starting started starts begin beginning began begins launch | stop stopping stopped stops end ending ended finish finishing terminate pause
  upgrade upgrading upgraded update | downgrade downgrading downgraded rollback
  encode encoding serialize serializing | decode decoding deserialize deserializing
  encrypt encrypting encryption | decrypt decrypting decryption
  compress compressing zip | decompress decompressing unzip uncompress
  push pushing | pull pulling
  read reading reads | write writing writes
  send sending sent sender | receive receiving received recipient receiver
  win winning won winner | lose losing lost loser
  pass passed passing succeed success successful | fail failed failing failure unsuccessful
  true correct right valid | false incorrect wrong invalid
  left leftmost | right rightmost
  north northern | south southern
  east eastern | west western
  hot warm heat heating summer | cold cool cooling winter
  inside indoor indoors internal inner | outside outdoor outdoors external outer
  front forward forwards ahead | back backward backwards behind rear
  top upper | bottom lower
  early earlier earliest | late later latest
  first beginning oldest | last final newest
  old older used | new newer
  rich wealthy | poor
  strong stronger | weak weaker
  light lightweight bright | heavy dark
  big large huge | small little tiny
  long lengthy detailed | short brief concise
  high tall | low
  fast quick quickly | slow slowly
  easy easiest simple | hard hardest difficult complex
  good better best positive pro pros advantage advantages benefit benefits strengths | bad worse worst negative con cons disadvantage disadvantages drawback drawbacks weaknesses
  full filled | empty blank
  public | private
  online | offline
  male man men boy boys he him his husband father dad son brother uncle king masculine | female woman women girl girls she her hers wife mother mum mom daughter sister aunt queen feminine
  my mine myself | your yours yourself
  parent parents | child children
  adult adults | kid kids child children minor minors baby infant
  husband | wife
  buyer customer | seller vendor
  employer | employee
  student pupil | teacher professor
  doctor physician | patient
  lender creditor | borrower debtor
  landlord | tenant
  plaintiff | defendant
  client | server
  input inputs | output outputs
  question questions | answer answers
  cause causes | effect effects
  credit credits | debit debits
  income revenue profit earnings gain | expense expenses cost costs loss
  asset assets | liability liabilities
  supply | demand
  gross | net
  absolute | relative
  even | odd
  single | multiple
  single unmarried | married
  alive living birth born | dead death died die
  arrival arrive arriving arrives | departure depart departing departs
  entry enter entering login log-in signin sign-in | exit exiting logout log-out signout sign-out
  love like likes | hate dislike dislikes
  agree support supports | disagree oppose opposes
  war | peace
  acid acidic | base basic alkaline
  vertical vertically column columns | horizontal horizontally row rows
  minor | major
  local | remote
  sync synchronous | async asynchronous
  static | dynamic
  hire hiring hired | fire firing fired
  mortgage | lease
  hypertension | hypotension
  hyperglycemia | hypoglycemia
  inductive | deductive
  sweet | sour bitter salty
  wet moist | dry
  raw | cooked
  sin | cos
  multiply multiplication product | divide division quotient
  plus addition sum | minus subtract subtraction difference
  einschalten aktivieren aktiviere einrichten erlauben erlaubt hinzufügen erhöhen steigern öffnen starten kaufen installieren anmelden abonnieren | ausschalten deaktivieren deaktiviere verbieten verboten entfernen löschen senken verringern schließen stoppen beenden verkaufen deinstallieren abmelden kündigen
  mehr größer höher älter vor oben links teuer gut vorteile heiß | weniger kleiner niedriger jünger nach unten rechts billig schlecht nachteile kalt
  sicher ungefährlich | unsicher gefährlich
  activer augmenter ajouter ouvrir acheter installer commencer autoriser autorisé légal avantages | désactiver réduire diminuer supprimer enlever fermer vendre désinstaller arrêter interdire interdit illégal inconvénients
  plus avant haut gauche cher meilleur grand chaud | moins après bas droite pire petit froid
  activar aumentar añadir agregar abrir comprar instalar empezar permitir permitido legal ventajas | desactivar reducir disminuir eliminar quitar borrar cerrar vender desinstalar parar prohibir prohibido ilegal desventajas
  más antes arriba izquierda mejor mayor grande caliente | menos después abajo derecha peor menor pequeño frío
  attivare aumentare aggiungere aprire comprare installare vantaggi prima | disattivare ridurre rimuovere chiudere vendere disinstallare svantaggi dopo
  ativar aumentar adicionar vantagens | desativar diminuir remover desvantagens
  inschakelen verhogen toevoegen openen kopen | uitschakelen verlagen verwijderen sluiten verkopen
  включить увеличить добавить открыть купить больше до плюсы | выключить отключить уменьшить удалить закрыть продать меньше после минусы
`;

/** Of each word, which sides of which pairs it is: `12+`, `12-`. */
export const sides: ReadonlyMap<string, readonly string[]> = readTable();

function readTable(): Map<string, string[]> {
  const words = new Map<string, string[]>();
  for (const [index, line] of table.trim().split('\n').entries()) {
    for (const [which, list] of line.split('|').entries()) {
      for (const word of list.trim().split(/\s+/)) {
        words.set(word, [...(words.get(word) ?? []), `${index}${which === 0 ? '+' : '-'}`]);
      }
    }
  }
  return words;
}

/** What a verb does is turned round by the word behind it: "turn on" and "turn off", "log in" and "log out". */
export const PARTICLES =
  /\b(?:turn|switch|log|sign|opt|check|set|put|move|go|scale|roll|sort|take|clock)(?:s|ed|ing|ging|ting)?\b(?:\s+[\p{L}']+){0,4}?\s+(on|off|in|out|up|down|left|right)\b|\b(?:schalt|mach|stell|dreh|meld)(?:e|en|et|t)?\b(?:\s+\p{L}+){0,4}?\s+(ein|aus|an|ab|auf|zu)\b/giu;

/** Syllables that turn a word into its opposite, before it or behind it. */
export const OPPOSING_PREFIXES =
  'un in im ir il dis de non non- anti anti- mis mal a counter re over under pre post hyper hypo ab ent miss dés dé des mé не без in-'.split(
    ' ',
  );
export const OPPOSING_SUFFIXES = 'less free -free los frei lose loze loos proof -proof sız siz suz süz'.split(
  ' ',
);
