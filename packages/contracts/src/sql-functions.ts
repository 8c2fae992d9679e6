const words = (text: string) => text.split(/\s+/).filter((name) => name !== '');

/** Aggregates; each also with If, Array, Distinct, OrNull and OrDefault behind its name. */
const aggregates = words(`
  count sum avg min max any anyLast any_value anyHeavy argMin argMax uniq uniqExact uniqCombined uniqCombined64 uniqHLL12
  quantile quantiles quantileExact quantilesExact quantileExactLow quantileExactHigh quantileTDigest quantilesTDigest
  quantileTiming quantilesTiming quantileDD quantilesDD quantileExactWeighted quantilesExactWeighted
  quantileExactInclusive quantileExactExclusive quantileInterpolatedWeighted quantilesInterpolatedWeighted
  median medianExact medianTDigest avgWeighted
  stddevPop stddevSamp varPop varSamp covarPop covarSamp corr skewPop skewSamp kurtPop kurtSamp entropy rankCorr
  groupArray groupUniqArray groupArraySorted groupArrayLast groupArraySample groupArrayMovingSum groupArrayMovingAvg
  groupConcat topK topKWeighted approx_top_k approx_top_count approx_top_sum histogram sumMap minMap maxMap sumCount
  sumKahan sumWithOverflow deltaSum deltaSumTimestamp boundingRatio simpleLinearRegression exponentialMovingAverage
  exponentialTimeDecayedAvg retention windowFunnel sequenceMatch sequenceCount maxIntersections intervalLengthSum
  groupBitAnd groupBitOr groupBitXor studentTTest welchTTest mannWhitneyUTest singleValueOrNull cramersV
  first_value last_value sparkbar`);
const combinators = ['If', 'Array', 'Distinct', 'OrNull', 'OrDefault'];

const windowOnly = words(
  `row_number rank dense_rank percent_rank cume_dist ntile lag lead lagInFrame leadInFrame nth_value`,
);

const conversions = words(`
  toString toBool toUUID toUUIDOrNull toUUIDOrZero toFixedString toDecimalString toLowCardinality toNullable toTypeName
  toDate toDate32 toDateOrNull toDateOrZero toDateTime toDateTimeOrNull toDateTimeOrZero toDateTime64 toDateTime64OrNull
  toDateTime64OrZero parseDateTime parseDateTimeOrNull parseDateTimeBestEffort parseDateTimeBestEffortOrNull
  parseDateTime64BestEffort parseDateTime64BestEffortOrNull accurateCastOrNull reinterpretAsString
  toInt8 toInt16 toInt32 toInt64 toInt128 toUInt8 toUInt16 toUInt32 toUInt64 toUInt128 toFloat32 toFloat64
  toInt8OrNull toInt16OrNull toInt32OrNull toInt64OrNull toUInt8OrNull toUInt16OrNull toUInt32OrNull toUInt64OrNull
  toFloat32OrNull toFloat64OrNull toInt32OrZero toInt64OrZero toUInt32OrZero toUInt64OrZero toFloat32OrZero
  toFloat64OrZero toInt64OrDefault toUInt64OrDefault toFloat64OrDefault toDecimal32 toDecimal64 toDecimal128
  toDecimal32OrNull toDecimal64OrNull toDecimal128OrNull toDecimal64OrZero
  toIntervalSecond toIntervalMinute toIntervalHour toIntervalDay toIntervalWeek toIntervalMonth toIntervalQuarter
  toIntervalYear`);

const times = words(`
  now now64 today yesterday toYear toQuarter toMonth toWeek toISOWeek toISOYear toYearWeek toDayOfYear toDayOfMonth
  toDayOfWeek toHour toMinute toSecond toMillisecond toStartOfYear toStartOfISOYear toStartOfQuarter toStartOfMonth
  toMonday toStartOfWeek toLastDayOfMonth toLastDayOfWeek toStartOfDay toStartOfHour toStartOfMinute toStartOfSecond
  toStartOfFiveMinutes toStartOfTenMinutes toStartOfFifteenMinutes toStartOfInterval toTime toTimeZone timeZoneOf
  timeZoneOffset toYYYYMM toYYYYMMDD toYYYYMMDDhhmmss toUnixTimestamp toUnixTimestamp64Milli toUnixTimestamp64Micro
  toUnixTimestamp64Nano fromUnixTimestamp fromUnixTimestamp64Milli fromUnixTimestamp64Micro dateDiff date_diff dateTrunc
  date_trunc dateAdd dateSub date_add date_sub addSeconds addMinutes addHours addDays addWeeks addMonths addQuarters
  addYears subtractSeconds subtractMinutes subtractHours subtractDays subtractWeeks subtractMonths subtractQuarters
  subtractYears addDate subDate age timeSlot timeSlots formatDateTime dateName monthName makeDate makeDateTime
  makeDateTime64 toDaysInMonth toRelativeDayNum toRelativeHourNum toRelativeMinuteNum toRelativeMonthNum
  toRelativeWeekNum UUIDv7ToDateTime year quarter month week day hour minute second`);

const texts = words(`
  length lengthUTF8 char_length empty notEmpty lower upper lowerUTF8 upperUTF8 lcase ucase initcap initcapUTF8 reverse
  reverseUTF8 concat concatWithSeparator concat_ws substring substr mid substringUTF8 substringIndex left leftUTF8 right
  rightUTF8 leftPad rightPad lpad rpad trim ltrim rtrim trimLeft trimRight trimBoth startsWith endsWith
  startsWithUTF8 endsWithUTF8 repeat space position positionCaseInsensitive positionUTF8 positionCaseInsensitiveUTF8
  locate multiSearchAny multiSearchAnyCaseInsensitive multiSearchFirstIndex multiSearchAllPositions multiMatchAny
  multiMatchAnyIndex match like ilike notLike notILike extract extractAll extractGroups extractAllGroups countSubstrings
  countSubstringsCaseInsensitive countMatches replace replaceOne replaceAll replaceRegexpOne replaceRegexpAll
  regexpExtract regexpQuoteMeta translate format splitByChar splitByString splitByRegexp splitByWhitespace
  splitByNonAlpha alphaTokens tokens ngrams arrayStringConcat hasToken hasTokenCaseInsensitive hasSubsequence
  ngramDistance ngramSearch editDistance levenshteinDistance jaroWinklerSimilarity stringJaccardIndex soundex base64Encode
  base64Decode tryBase64Decode hex unhex bin ascii char encodeURLComponent decodeURLComponent isValidUTF8 toValidUTF8
  domain domainWithoutWWW topLevelDomain protocol path cutQueryString queryString extractURLParameter
  formatReadableSize formatReadableQuantity formatReadableTimeDelta formatReadableDecimalSize bar
  JSONHas JSONLength JSONType JSONExtract JSONExtractString JSONExtractInt JSONExtractUInt JSONExtractFloat
  JSONExtractBool JSONExtractRaw JSONExtractArrayRaw JSONExtractKeys JSONExtractKeysAndValues JSON_VALUE JSON_QUERY
  JSON_EXISTS simpleJSONExtractString simpleJSONExtractInt simpleJSONExtractUInt simpleJSONExtractFloat
  simpleJSONExtractBool simpleJSONExtractRaw simpleJSONHas isValidJSON toJSONString JSONArrayLength prettyPrintJSON`);

const numbers = words(`
  abs sign negate plus minus multiply divide intDiv intDivOrZero modulo mod positiveModulo gcd lcm max2 min2 round
  roundBankers roundToExp2 roundDown roundDuration floor ceil ceiling trunc truncate exp exp2 exp10 log ln log2 log10 log1p sqrt cbrt pow
  power sin cos tan asin acos atan atan2 pi e erf sigmoid isFinite isInfinite isNaN ifNotFinite divideDecimal
  multiplyDecimal bitAnd bitOr bitXor bitNot bitShiftLeft bitShiftRight bitCount bitTest widthBucket rand rand64
  randUniform randNormal generateUUIDv4 cityHash64 sipHash64 xxHash64 murmurHash3_64 farmHash64 MD5 SHA1 SHA256 CRC32
  halfMD5 byteSize countDigits`);

const choices = words(`
  if multiIf ifNull nullIf coalesce isNull isNotNull isZeroOrNull assumeNotNull greatest least clamp and or not xor equals
  notEquals less greater lessOrEquals greaterOrEquals isDistinctFrom isNotDistinctFrom transform`);

const collections = words(`
  array arrayElement arrayElementOrNull has hasAll hasAny hasSubstr indexOf countEqual range arrayConcat arraySlice
  arrayPushBack arrayPushFront arrayPopBack arrayPopFront arrayResize arrayReverse arrayFlatten arrayCompact arrayZip
  arrayUniq arrayDistinct arrayEnumerate arrayEnumerateUniq arrayIntersect arrayJoin arrayMap arrayFilter arrayFill
  arraySplit arrayExists arrayAll arrayCount arrayFirst arrayFirstOrNull arrayFirstIndex arrayLast arrayLastOrNull
  arrayLastIndex arraySum arrayAvg arrayMin arrayMax arrayProduct arrayCumSum arrayDifference arraySort arrayReverseSort
  arrayPartialSort arrayFold arrayShuffle arrayDotProduct tuple tupleElement tupleConcat map mapFromArrays mapKeys mapValues mapContains
  mapContainsKey mapContainsKeyLike mapFilter mapApply mapExists mapAll mapAdd mapSubtract mapUpdate mapConcat mapSort
  mapReverseSort L1Distance L2Distance cosineDistance`);

const allowed = new Map(
  [
    ...aggregates,
    ...aggregates.flatMap((name) => combinators.map((combinator) => `${name}${combinator}`)),
    ...aggregates.flatMap((name) => [
      `${name}ArrayIf`,
      `${name}DistinctIf`,
      `${name}IfOrNull`,
      `${name}OrNullIf`,
    ]),
    ...windowOnly,
    ...conversions,
    ...times,
    ...texts,
    ...numbers,
    ...choices,
    ...collections,
  ].map((name) => [name.toLowerCase(), name] as const),
);

/**
 * The name of a function that statements may call, as ClickHouse writes it; undefined for any other. A list of what is
 * allowed, never of what isn't: none of these reads a table, a dictionary, a file, the network, a setting or the server.
 */
export function findSqlFunction(name: string): string | undefined {
  return allowed.get(name.toLowerCase());
}

/** All of them, by name; for the editor and the docs. */
export const sqlFunctionNames: readonly string[] = [
  ...new Set([
    ...windowOnly,
    ...aggregates,
    ...conversions,
    ...times,
    ...texts,
    ...numbers,
    ...choices,
    ...collections,
  ]),
].sort();
