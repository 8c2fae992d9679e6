/** Sub-buckets of a window; the one that is only partly within it counts in full, so that a limit is never exceeded. */
export const BUCKETS = 60;

/** Width of one sub-bucket in ms, so that a window and what it cuts of its oldest bucket are never more than {@link BUCKETS}. */
export function bucketWidth(windowMs: number): number {
  return Math.ceil(windowMs / (BUCKETS - 1));
}

/** Holds are summed up by the minute in which they began, and given back when they are this old: their proxy died. */
const HOLD_MINUTES = 20;
/** After this a hold is surely gone, in ms. */
export const HOLD_MS = (HOLD_MINUTES + 2) * 60_000;

/**
 * Common to both scripts. One hash per counter, of integers: `s` what is counted in the window, `o` its oldest bucket,
 * `b<bucket>` each bucket; `p` what is held, `q` its oldest minute, `p<minute>` each minute; `x` until when (ms) a hold
 * that reaches over the quota keeps others out; `d<day>` what a month's budget has spent. All amounts are below 2^53.
 */
const common = (clock: string): string => `
local MINUTE, HOLD_MINUTES, BUCKETS = 60000, ${HOLD_MINUTES}, ${BUCKETS}
local function serverNow()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
local now = ${clock}
local minute = math.floor(now / MINUTE)
local argument = 0
local function take() argument = argument + 1; return ARGV[argument] end
local function takeNumber() return tonumber(take()) end

-- Takes away what lies before 'oldest'.
local function drop(key, letter, sum, first, oldest, most)
  if first >= oldest then return sum, first end
  for at = first, math.min(oldest - 1, first + most) do
    local value = redis.call('HGET', key, letter .. at)
    if value then
      sum = sum - value
      redis.call('HDEL', key, letter .. at)
    end
  end
  if oldest - 1 > first + most then sum = 0 end
  return sum, oldest
end

-- A counter as it is now; 'window' and 'width' are 0 for a budget.
local function load(key, window, width)
  local found = redis.call('HMGET', key, 's', 'o', 'p', 'q', 'x')
  local c = { key = key, window = window, width = width,
    sum = tonumber(found[1]) or 0, held = tonumber(found[3]) or 0, exclusive = tonumber(found[5]) or 0 }
  local minuteBefore = tonumber(found[4]) or minute
  c.current = width > 0 and math.floor(now / width) or 0
  c.first = tonumber(found[2]) or c.current
  -- A clock that was set back by more than a window: what it wrote before says nothing about now.
  if c.first - c.current > BUCKETS or minuteBefore - minute > HOLD_MINUTES then
    redis.call('DEL', key)
    c.sum, c.held, c.exclusive, c.first, minuteBefore = 0, 0, 0, c.current, minute
  end
  if c.current < c.first then c.current = c.first end
  if width > 0 then
    c.sum, c.first = drop(key, 'b', c.sum, c.first, math.floor((now - window) / width), BUCKETS)
    if c.sum == 0 then c.first = c.current end
    while c.first < c.current and redis.call('HEXISTS', key, 'b' .. c.first) == 0 do c.first = c.first + 1 end
  end
  c.held, c.minute = drop(key, 'p', c.held, minuteBefore, minute - HOLD_MINUTES, HOLD_MINUTES + 1)
  if c.exclusive <= now then c.exclusive = 0 end
  c.changed = found[1] and (c.sum ~= tonumber(found[1]) or c.first ~= tonumber(found[2]) or c.held ~= tonumber(found[3]))
  return c
end

local function save(c, ttl)
  redis.call('HSET', c.key, 's', c.sum, 'o', c.first, 'p', c.held, 'q', c.minute)
  redis.call('PEXPIRE', c.key, ttl)
end

local function count(c, amount)
  if amount <= 0 then return end
  if c.sum == 0 then c.first = c.current end
  redis.call('HINCRBY', c.key, 'b' .. c.current, amount)
  c.sum = c.sum + amount
end
`;

/** The expression for "now" in ms that the scripts use: Redis's own clock, which all proxies share. */
const SERVER_CLOCK = 'serverNow()';

/**
 * Checks all counters and counts or holds only where all allow it. KEYS: the counters; ARGV for each of them:
 * kind (`count` at once | `hold` until settled | `budget`), quota, amount, ttl ms, then window ms and bucket width ms, or
 * for a budget the day of the month, what closed days cost, and pairs of day and cost for the days still open, behind their
 * number. Returns 1 or 0 for allowed, the minute of the holds, and for each counter: denied (1 | 0), what is left, ms until
 * something comes free (or, where denied, enough), what was counted or held, and the `x` to settle with.
 * A hold that doesn't fit whole passes alone, holding all that is left: one at a time may reach over the quota.
 */
export const reserveScript = (clock = SERVER_CLOCK): string => `${common(clock)}
local HOLD_MS = HOLD_MINUTES * MINUTE
local counters, allowed = {}, 1
for i, key in ipairs(KEYS) do
  local kind, quota, amount, ttl = take(), takeNumber(), takeNumber(), takeNumber()
  local c
  if kind == 'budget' then
    c = load(key, 0, 0)
    c.day, c.sum = takeNumber(), takeNumber()
    for _ = 1, takeNumber() do
      local day, cost = takeNumber(), takeNumber()
      local known = tonumber(redis.call('HGET', key, 'd' .. day)) or 0
      if day == c.day and known < cost then c.raise = cost end
      c.sum = c.sum + math.max(known, cost)
    end
  else
    c = load(key, takeNumber(), takeNumber())
  end
  c.kind, c.quota, c.amount, c.ttl, c.denied, c.x = kind, quota, amount, ttl, 0, 0
  c.left = quota - c.sum - c.held
  if kind == 'count' then
    if c.left < amount then c.denied = 1 end
  elseif c.left <= 0 then
    c.denied = 1
  elseif c.left < amount then
    if c.exclusive > 0 then c.denied = 1 else c.amount, c.x = c.left, now + HOLD_MS end
  end
  if c.denied == 1 then allowed = 0 end
  counters[i] = c
end

-- Until the oldest bucket leaves the window; where 'need' is more than it holds, until enough of them have.
local function reset(c, need)
  if c.width == 0 then return 0 end
  local free, at = 0, c.first
  while need > 0 and at <= c.current do
    free = free + (tonumber(redis.call('HGET', c.key, 'b' .. at)) or 0)
    if free >= need then break end
    at = at + 1
  end
  return (math.min(at, c.current) + 1) * c.width + c.window - now
end

local answer = { allowed, minute }
for _, c in ipairs(counters) do
  local wait
  if allowed == 1 then
    if c.kind == 'count' then
      count(c, c.amount)
    else
      redis.call('HINCRBY', c.key, 'p' .. minute, c.amount)
      c.held = c.held + c.amount
      if c.x > 0 then redis.call('HSET', c.key, 'x', c.x) end
    end
    if c.raise then redis.call('HSET', c.key, 'd' .. c.day, c.raise) end
    c.left = c.left - c.amount
    wait = reset(c, 0)
    if c.kind == 'budget' then c.sum = 0 end
    save(c, c.ttl)
  else
    local need = 0
    if c.denied == 1 then need = c.kind == 'count' and c.amount - c.left or 1 - c.left end
    -- What is held comes free when its requests end, which may be at any moment.
    wait = (c.denied == 1 and c.kind ~= 'count' and (need <= 0 or c.sum < need)) and 1000 or reset(c, need)
    if c.changed and c.kind ~= 'budget' then save(c, c.ttl) end
  end
  local n = #answer
  answer[n + 1], answer[n + 2], answer[n + 3] = c.denied, math.max(0, c.left), wait
  answer[n + 4], answer[n + 5] = c.amount, c.x
end
return answer
`;

/**
 * Gives holds back and counts what was really used, even where that goes over the quota. KEYS: the counters; ARGV: the
 * minute of the holds, then for each counter: kind, what was held, what was used, ttl ms, `x`, then window ms and bucket
 * width ms, or for a budget the day of the month.
 */
export const settleScript = (clock = SERVER_CLOCK): string => `${common(clock)}
local heldIn = takeNumber()
for _, key in ipairs(KEYS) do
  local kind, held, used, ttl, x = take(), takeNumber(), takeNumber(), takeNumber(), takeNumber()
  local c, day
  if kind == 'budget' then
    day = takeNumber()
    c = load(key, 0, 0)
  else
    c = load(key, takeNumber(), takeNumber())
  end
  -- A hold that has grown too old was given back already, one that Redis has lost is not there.
  local kept = tonumber(redis.call('HGET', key, 'p' .. heldIn)) or 0
  if kept > 0 and held > 0 then
    held = math.min(kept, held)
    c.held = c.held - held
    if kept == held then redis.call('HDEL', key, 'p' .. heldIn)
    else redis.call('HINCRBY', key, 'p' .. heldIn, -held) end
  end
  if x > 0 and c.exclusive == x then redis.call('HDEL', key, 'x') end
  if day then
    if used > 0 then redis.call('HINCRBY', key, 'd' .. day, used) end
  else
    count(c, used)
  end
  save(c, ttl)
end
return 1
`;
