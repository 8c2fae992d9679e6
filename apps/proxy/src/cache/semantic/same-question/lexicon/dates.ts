import { lexicon } from './lexicon.ts';

/** Days, months and words for when something is, as seen from now. */
export const dateWords = lexicon({
  monday: 'monday mondays montag lundi lunes lunedì segunda-feira maandag måndag понедельник',
  tuesday: 'tuesday tuesdays tue dienstag mardi martes martedì terça-feira dinsdag tisdag вторник',
  wednesday:
    'wednesday wednesdays wed mittwoch mercredi miércoles mercoledì quarta-feira woensdag onsdag среда',
  thursday: 'thursday thursdays thu donnerstag jeudi jueves giovedì quinta-feira donderdag torsdag четверг',
  friday: 'friday fridays fri freitag vendredi viernes venerdì sexta-feira vrijdag fredag пятница',
  saturday: 'saturday saturdays samstag sonnabend samedi sábado sabato zaterdag lördag суббота',
  sunday: 'sunday sundays sonntag dimanche domingo domenica zondag söndag воскресенье',
  weekend: 'weekend weekends wochenende выходные',
  weekday: 'weekday weekdays werktag werktags wochentag',
  january: 'january jan januar janvier enero gennaio janeiro januari январь января',
  february: 'february feb februar février febrero febbraio fevereiro februari февраль февраля',
  march: 'märz mars marzo março maart март марта',
  april: 'april apr avril abril aprile апрель апреля',
  may: 'mayo maggio maio mei май мая',
  june: 'june jun juni juin junio giugno junho июнь июня',
  july: 'july jul juli juillet julio luglio julho июль июля',
  august: 'august aug août agosto augustus augusti август августа',
  september: 'september sep sept septembre septiembre settembre setembro сентябрь сентября',
  october: 'october oct oktober octobre octubre ottobre outubro октябрь октября',
  november: 'november nov novembre noviembre novembro ноябрь ноября',
  december: 'december dec dezember décembre diciembre dicembre dezembro декабрь декабря',
  spring: 'spring frühling frühjahr printemps primavera lente весна',
  summer: 'summer sommer verano estate verão zomer лето',
  autumn: 'autumn herbst automne otoño autunno outono herfst осень',
  winter: 'winter hiver invierno inverno зима',
  today: "today todays heute heutige hoy oggi hoje vandaag idag сегодня bugün tonight aujourd'hui",
  tomorrow: 'tomorrow tomorrows demain mañana domani amanhã morgen imorgon завтра yarın holnap',
  yesterday: 'yesterday yesterdays gestern ayer ieri ontem gisteren igår вчера dün tegnap',
  now: 'now currently current jetzt aktuell aktuelle derzeit maintenant actuellement ahora actualmente adesso ora agora nu сейчас',
  next: 'next upcoming nächste nächster nächsten nächstes kommende kommenden prochain prochaine suivant suivante próximo próxima siguiente prossimo prossima volgende nästa следующий следующая',
  last: 'last previous prior past letzte letzter letzten letztes vorige vorherige dernier dernière précédent précédente último última pasado anterior ultimo ultima scorso passado vorige vorig förra последний прошлый прошлая',
  latest: 'latest newest recent neueste neuesten neuester récent récente reciente recente новейший',
  ago: 'ago',
  later: 'later afterwards später nachher después poi depois straks позже',
  earlier: 'earlier früher antes prima раньше',
  daily: 'daily täglich quotidien diario giornaliero diário dagelijks',
  weekly: 'weekly wöchentlich hebdomadaire semanal settimanale wekelijks biweekly',
  monthly: 'monthly monatlich mensuel mensual mensile mensal maandelijks',
  yearly: 'yearly annual annually jährlich annuel anual annuale jaarlijks',
  hourly: 'hourly stündlich',
  quarterly: 'quarterly',
  morning: 'morning mornings morgens vormittag matin manhã mattina ochtend утро утром',
  noon: 'noon midday mittag mittags midi mediodía',
  afternoon: 'afternoon nachmittag après-midi tarde pomeriggio middag',
  evening: 'evening abend abends soir noche sera avond вечер',
  night: 'night nights nacht nachts nuit notte noite ночь midnight mitternacht minuit',
});

/** Months that are other words as well: they count where they begin with a capital letter. */
export const ambiguousMonths = lexicon({ march: 'March Mar', may: 'May Mai' });

export const DATE_SIGNS =
  /今[天日年月]|明[天日年]|昨[天日]|去年|来年|前[天年]|后天|後天|现在|現在|오늘|내일|어제|지금|星期[一二三四五六日天]|[周週][一二三四五六日末]|[月火水木金土日]曜|[上下][个個]?[周週月]|先週|来週|先月|来月/gu;
