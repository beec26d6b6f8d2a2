-- One petition of a JVM to the shared quota of a gate, and the reply to it: one atomic step.
--
-- What has to come of it is told, number for number, by MemoryGate of the engine's tests. All times
-- are microseconds of this server's clock; all numbers are whole and at most 2^53, so that none is
-- rounded. The first write is one that a server refuses that is out of memory, or a replica: it
-- then has changed nothing.
--
-- KEYS, all in one slot, and what they hold:
--   state    hash  all (see below), epoch, leader; what is known: version, limits, shares
--   uses     zset  each batch of uses, member:number, by the time from when on it ages
--   costs    hash  "#batch" -> time and cost; sums of batches ("count requests tokens images"):
--                  "u:member", "s:slot", "s:slot:member"
--   members  zset  who uses the quota, by when it was last heard
--   known    zset  the same, by when it was first heard
--   waiting  hash  who waits: "priority since waiting requests tokens images until"
--   day      hash  member -> "last number, told r t i;number r t i" of each later grant;
--                  all -> the sum; limits and the word that it is used up, with their version
local STATE, USES, COSTS, MEMBERS, KNOWN, WAITING, DAY =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7]

local SECOND = 1000000
local GRACE = 250000 -- a turn is kept so long for who is to come again
local LEAST_PAUSE = 1000
-- Who might go if those before it did not come stays away a moment longer than they should; more if
-- many wait, because then each is looked at each time that one of them comes.
local PATIENCE = 4000
local PATIENCE_WITH_MANY = 6
local BINS = 16
local LOOKS_IN_A_WINDOW = 60 -- by who waits; fewer if many wait
local LOOKED_AT = 128
local AT_ONCE = 500 -- batches handled by one command
local WEEK_MILLIS = 7 * 24 * 3600 * 1000

local call, format, match, floor, ceil, max, min, huge =
  redis.call, string.format, string.match, math.floor, math.ceil, math.max, math.min, math.huge

-- The petition, one list in JSON ------------------------------------------------------------------

local me,
  latest, -- the petition is not waited for any more after that; 0 if not known
  heardEpoch, heardMembers, heardNumber,
  freshEpoch,
  petition, heard,
  windowTold, boundsTold, dayBoundsTold, -- -1: not bounded
  dayExpires,
  priority, waiting, waitingFor,
  closedFor, shares, -- -1: nothing to be said
  knownVersion, knownDayVersion,
  dayTold, usedUp, dayWord, dayLimits, -- usedUp: when it was said, until when, and what; or empty
  limits,
  amendments, made, wantsTold = unpack(cjson.decode(ARGV[1]))

-- Small things ------------------------------------------------------------------------------------

-- Numbers are written by %d, which is exact to 2^53 and quick. Lua's own way would round them, and
-- Redis' own is slow.
local function written(number)
  return format('%d', number)
end

local FOUR = '^(%S+) (%S+) (%S+) ([^%s;]+)'
local function four(value)
  local a, b, c, d = match(value, FOUR)
  return tonumber(a), tonumber(b), tonumber(c), tonumber(d)
end

local function fourWritten(a, cost)
  return format('%d %d %d %d', a, cost[1], cost[2], cost[3])
end

-- A command on a list of any length: Lua cannot pass more than some thousand values at once.
local function each(command, key, list)
  for first = 1, #list, AT_ONCE * 2 do
    call(command, key, unpack(list, first, min(first + AT_ONCE * 2 - 1, #list)))
  end
end

-- The clock, and whether all is still there -------------------------------------------------------

local clock = call('TIME')
local now = tonumber(clock[1]) * SECOND + tonumber(clock[2])
if latest > 0 and now > latest then
  return { 'late', now }
end

local state = call('HMGET', STATE, 'all', 'epoch', 'leader', 'version')
local record = call('HMGET', DAY, me, 'all', 'version', 'used', 'w:' .. me)
local epoch, leader, version = state[2], state[3], state[4] or '0'
local batches, used = 0, { 0, 0, 0 }
local window, windowAt, width, last, refreshed, began, expected, closed = 0, 0, 0, nil, 0, 0, 0, 0
if state[1] then
  local n, r, t, i, w, wa, wi, l, rf, b, e, c = match(state[1],
    '^(%S+) (%S+) (%S+) (%S+) (%S+) (%S+) (%S+) (%S+) (%S+) (%S+) (%S+) (%S+)$')
  batches, used = tonumber(n), { tonumber(r), tonumber(t), tonumber(i) }
  window, windowAt, width, last = tonumber(w), tonumber(wa), tonumber(wi), tonumber(l)
  refreshed, began, expected, closed = tonumber(rf), tonumber(b), tonumber(e), tonumber(c)
end
local own = record[1] and { four(record[1]) }
if own and petition <= own[1] then
  return { 'late', now } -- sent again by a connection that was lost in between
end

-- The epoch ends when keys are gone before their time, when what this member was replied to is not
-- known any more (a replica that had not heard of it took over, or an old copy was loaded), or when
-- the clock went back. Costs that are gone are noticed when their uses expire.
local counted = call('ZCARD', USES)
if batches > 0 and counted == 0 and last <= now - window then
  batches, used = 0, { 0, 0, 0 }
end
local begins = not epoch
  or not last
  or counted ~= batches
  or (own and own[1] < heardNumber)
  or now < last - SECOND
if not begins then
  now = max(now, last)
end
local nowWritten = written(now)

-- The first write: who takes no writes says so here, and nothing has happened.
if begins then
  call('HSET', STATE, 'epoch', freshEpoch, 'leader', me)
  call('DEL', USES, COSTS, MEMBERS, KNOWN, WAITING)
  epoch, leader, began, expected, closed = freshEpoch, me, now, 0, 0
  batches, used, window, windowAt, width, refreshed = 0, { 0, 0, 0 }, 0, 0, 0, 0
end
local isNew = call('ZADD', MEMBERS, nowWritten, me) == 1
if isNew then
  call('ZADD', KNOWN, 'NX', nowWritten, me)
end
local elsewhere = heardEpoch ~= '' and heardEpoch ~= epoch

-- Windows differ a little between members: the longest of late holds.
if windowTold >= window or now - windowAt > 2 * window then
  window, windowAt = windowTold, now
end

-- Uses --------------------------------------------------------------------------------------------

local expiredAt = now - window
local changes = {} -- what is to be added to sums, by their names
local removed, removedCosts, added, addedCosts = {}, {}, {}, {}

local function change(name, count, cost, sign)
  local sum = changes[name]
  if not sum then
    sum = { 0, 0, 0, 0 }
    changes[name] = sum
  end
  sum[1] = sum[1] + count
  for i = 1, 3 do
    sum[i + 1] = sum[i + 1] + sign * cost[i]
  end
end

local function slotOf(time)
  return format('s:%d', floor(time / width))
end

-- Counts a batch everywhere (sign 1), or nowhere any more (-1).
local function count(member, time, cost, sign)
  local slot = slotOf(time)
  batches = batches + sign
  for i = 1, 3 do
    used[i] = used[i] + sign * cost[i]
  end
  change('u:' .. member, sign, cost, sign)
  change(slot, sign, cost, sign)
  change(slot .. ':' .. member, sign, cost, sign)
end

local function keep(batch, time, cost)
  added[#added + 1] = written(time)
  added[#added + 1] = batch
  addedCosts[#addedCosts + 1] = '#' .. batch
  addedCosts[#addedCosts + 1] = fourWritten(time, cost)
end

local from, expiredWritten = 0, written(expiredAt)
while batches > 0 do
  local expired = call('ZRANGEBYSCORE', USES, '-inf', expiredWritten, 'LIMIT', from, AT_ONCE)
  if #expired == AT_ONCE and from == 0 then
    local newest = call('ZRANGE', USES, -1, -1, 'WITHSCORES')
    if tonumber(newest[2]) <= expiredAt then
      call('DEL', USES, COSTS)
      batches, used = 0, { 0, 0, 0 }
      break
    end
  end
  if #expired == 0 then
    break
  end
  local names = {}
  for i, batch in ipairs(expired) do
    names[i] = '#' .. batch
    removed[#removed + 1] = batch
    removedCosts[#removedCosts + 1] = names[i]
  end
  for i, value in ipairs(call('HMGET', COSTS, unpack(names))) do
    if value then
      local time, r, t, im = four(value)
      count(match(expired[i], '^[^:]*'), time, { r, t, im }, -1)
    end
  end
  if #expired < AT_ONCE then
    break
  end
  from = from + AT_ONCE
end
each('ZREM', USES, removed)
each('HDEL', COSTS, removedCosts)
if batches == 0 then
  -- Batches that were made in a window of another length were counted in other slots.
  width = floor((window + BINS - 2) / (BINS - 1))
end

for _, amendment in ipairs(amendments) do
  local batch = me .. ':' .. written(amendment[1])
  local value = call('HGET', COSTS, '#' .. batch)
  if value then
    local time, r, t, im = four(value)
    local cost = {
      max(0, r + amendment[2]), max(0, t + amendment[3]), max(0, im + amendment[4]) }
    count(me, time, { r, t, im }, -1)
    time = max(time, min(now, time + amendment[5]))
    count(me, time, cost, 1)
    -- Written at once, because one petition may amend the same batch twice.
    call('ZADD', USES, written(time), batch)
    call('HSET', COSTS, '#' .. batch, fourWritten(time, cost))
  end
end

for index, past in ipairs(made) do
  local age, cost = past[1], { past[2], past[3], past[4] }
  if age < window then
    keep(format('%s:%d.%d', me, petition, index), now - age, cost)
    count(me, now - age, cost, 1)
  end
end

-- Members -----------------------------------------------------------------------------------------

local liveSince = now - floor(window * 3 / 16)
local members = call('ZCARD', MEMBERS)
local live = members
if members > 1 then
  live = call('ZCOUNT', MEMBERS, format('(%d', liveSince), '+inf')
  if live < members then
    local forgotten = call('ZRANGEBYSCORE', MEMBERS, '-inf', written(now - 3 * window))
    if #forgotten > 0 then
      each('ZREM', MEMBERS, forgotten)
      each('ZREM', KNOWN, forgotten)
      members = members - #forgotten
    end
  end
end
-- Who has not come yet to an epoch that has just begun may be working alone.
if now >= began + window then
  expected = 0
elseif elsewhere then
  expected = max(expected, heardMembers)
end
members = max(members, expected)

local leads = leader == me
if not leads then
  local score = leader and call('ZSCORE', MEMBERS, leader)
  if not score or tonumber(score) <= liveSince then
    for _, member in ipairs(call('ZRANGE', KNOWN, 0, -1)) do
      local time = call('ZSCORE', MEMBERS, member)
      if time and tonumber(time) > liveSince then
        leader = member
        break
      end
    end
    call('HSET', STATE, 'leader', leader)
    leads = leader == me
  end
end

-- What is kept back for those who are missing
local function reserved(told, liveNow, all)
  local bounds = {}
  for i = 1, 3 do
    local bound = told[i]
    if bound < 0 then
      bounds[i] = huge
    elseif all > liveNow then
      bounds[i] = max(1, floor(bound * liveNow / all))
    else
      bounds[i] = bound
    end
  end
  return bounds
end
local bounds, dayBounds = reserved(boundsTold, live, members), reserved(dayBoundsTold, 1, 1)

-- What was found out ------------------------------------------------------------------------------

-- Who does not know what the others know may ask for what there is not: it is told first.
local unaware = version ~= '0' and version ~= knownVersion
for i = 1, 3 do
  if shares[i] >= 0 then
    limits[#limits + 1] = 'share:' .. i
    limits[#limits + 1] = written(shares[i])
  end
end
-- A version is a time: it is never the same again, also when the keys were gone in between.
if #limits > 0 then
  version = written(max(now, tonumber(version) + 1))
  call('HSET', STATE, 'version', version, unpack(limits))
end
if closedFor > 0 then
  closed = max(closed, now + closedFor)
end

-- The day: what each member told of itself, and what it was granted since --------------------------

local dayUsed, ownDay = { 0, 0, 0 }, { dayTold[1], dayTold[2], dayTold[3] }
if record[2] then
  local r, t, i = match(record[2], '^(%S+) (%S+) (%S+)$')
  dayUsed = { tonumber(r), tonumber(t), tonumber(i) }
end
local later = '' -- grants of which the member has not told yet
if own then
  dayUsed = { dayUsed[1] - own[2], dayUsed[2] - own[3], dayUsed[3] - own[4] }
  for grant in string.gmatch(record[1], ';[^;]*') do
    local number, r, t, i = match(grant, '^;(%S+) (%S+) (%S+) (%S+)')
    local cost = { tonumber(r), tonumber(t), tonumber(i) }
    local counts = tonumber(number) > heard
    for d = 1, 3 do
      dayUsed[d] = dayUsed[d] - cost[d]
      ownDay[d] = ownDay[d] + (counts and cost[d] or 0)
    end
    later = counts and later .. grant or later
  end
end
local othersDay = { max(0, dayUsed[1]), max(0, dayUsed[2]), max(0, dayUsed[3]) }
for i = 1, 3 do
  dayUsed[i] = dayUsed[i] + ownDay[i]
end

-- Who waits, and what all have used ---------------------------------------------------------------

local demands, gone = {}, {}
local entries = call('HGETALL', WAITING)
for i = 1, #entries, 2 do
  if entries[i] ~= me then
    local p, s, n, r, t, im, ends =
      match(entries[i + 1], '^(%S+) (%S+) (%S+) (%S+) (%S+) (%S+) (%S+)$')
    if tonumber(ends) <= now then
      gone[#gone + 1] = entries[i]
    else
      demands[#demands + 1] = {
        tonumber(p), tonumber(s), tonumber(n), tonumber(r), tonumber(t), tonumber(im),
        member = entries[i] }
    end
  else
    gone[#gone + 1] = me
  end
end

local wants = {}
for _, run in ipairs(wantsTold) do
  local cost = { run[2], run[3], run[4] }
  for i = 1, run[1] do
    wants[#wants + 1] = cost
  end
end

local sums = {}
local toRead = { 'u:' .. me }
for name, _ in pairs(changes) do
  toRead[#toRead + 1] = name
end
local slot = slotOf(now)
if #wants > 0 then
  toRead[#toRead + 1] = slot
  toRead[#toRead + 1] = slot .. ':' .. me
  for _, demand in ipairs(demands) do
    toRead[#toRead + 1] = 'u:' .. demand.member
  end
else
  local newestSlot = floor(now / width)
  for number = newestSlot, newestSlot - (BINS - 2), -1 do
    toRead[#toRead + 1] = format('s:%d', number)
    toRead[#toRead + 1] = format('s:%d:%s', number, me)
  end
end
for first = 1, #toRead, AT_ONCE do
  local last = min(first + AT_ONCE - 1, #toRead)
  for i, value in ipairs(call('HMGET', COSTS, unpack(toRead, first, last))) do
    local name = toRead[first + i - 1]
    if value then
      sums[name] = { four(value) }
    end
  end
end
local function add(name, counted, cost)
  local sum = sums[name] or { 0, 0, 0, 0 }
  sums[name] = sum
  sum[1] = sum[1] + counted
  for i = 1, 3 do
    sum[i + 1] = sum[i + 1] + cost[i]
  end
end
for name, sum in pairs(changes) do
  add(name, sum[1], { sum[2], sum[3], sum[4] })
end

-- Who goes first: those of a higher priority, which rises by one with each window that is waited;
-- among equals always who has used least, of equals who has waited longer.

local function share(r, t, i)
  return max(0, r / bounds[1], t / bounds[2], i / bounds[3])
end
local function levelOf(member)
  local sum = sums['u:' .. member]
  return sum and share(sum[2], sum[3], sum[4]) or 0
end
local since = now - waitingFor
local function aged(given, from)
  return max(0, given - floor((now - from) / window))
end

local ownPriority, level = aged(priority, since), levelOf(me)
local higher, rivals = { 0, 0, 0 }, {}
if #wants > 0 then
  for _, demand in ipairs(demands) do
    local other = aged(demand[1], demand[2])
    local cost = {
      min(demand[4], bounds[1]), min(demand[5], bounds[2]), min(demand[6], bounds[3]) }
    local equals = demand[1] == priority or other == ownPriority
    if not equals and other < ownPriority then
      for i = 1, 3 do
        higher[i] = higher[i] + demand[3] * cost[i]
      end
    elseif equals then
      rivals[#rivals + 1] = {
        level = levelOf(demand.member),
        unit = share(demand[4], demand[5], demand[6]),
        waiting = demand[3],
        cost = cost,
        longer = demand[2] < since or (demand[2] == since and demand.member < me) }
    end
  end
end

-- What those will use who come before the next of this member
local function ahead()
  local before = { higher[1], higher[2], higher[3] }
  for _, rival in ipairs(rivals) do
    local gap, units = level - rival.level, 0
    if gap >= 0 then
      if rival.unit == 0 then
        units = (gap > 0 or rival.longer) and rival.waiting or 0
      else
        local exact = gap / rival.unit
        units = ceil(exact)
        if units == exact and rival.longer then
          units = units + 1
        end
        units = min(rival.waiting, units)
      end
    end
    for i = 1, 3 do
      before[i] = before[i] + units * rival.cost[i]
    end
  end
  return before
end

-- What alone is more than a bound fits if nothing else counts; what uses nothing of it fits always.
local function fits(counted, granted, before, want, limits)
  for i = 1, 3 do
    local all = counted[i] + granted[i] + before[i]
    if want[i] > 0 and all > 0 and all + want[i] > limits[i] then
      return false
    end
  end
  return true
end

-- The decision ------------------------------------------------------------------------------------

local granted, grant = 0, { 0, 0, 0 }
local before, dayFits = { 0, 0, 0 }, true
local nobody = { 0, 0, 0 }
local shut = closed > now or elsewhere or unaware
while granted < #wants do
  local want = wants[granted + 1]
  before = ahead()
  dayFits = fits(dayUsed, grant, nobody, want, dayBounds)
  if shut or not dayFits or not fits(used, grant, before, want, bounds) then
    break
  end
  for i = 1, 3 do
    grant[i] = grant[i] + want[i]
  end
  level = level + share(want[1], want[2], want[3])
  granted = granted + 1
end

if granted > 0 then
  keep(me .. ':' .. written(petition), now, grant)
  batches = batches + 1
  for i = 1, 3 do
    used[i] = used[i] + grant[i]
    dayUsed[i] = dayUsed[i] + grant[i]
  end
  for _, name in ipairs({ 'u:' .. me, slot, slot .. ':' .. me }) do
    add(name, 1, grant)
    changes[name] = true
  end
  later = later .. ';' .. fourWritten(petition, grant)
end

-- What was decided is written down ----------------------------------------------------------------

local refresh = isNew or now - refreshed > window / 4
if refresh then
  refreshed = now
end
each('ZADD', USES, added)
local unneeded = {}
for name, _ in pairs(changes) do
  local sum = sums[name]
  if sum[1] == 0 then
    unneeded[#unneeded + 1] = name
  else
    addedCosts[#addedCosts + 1] = name
    addedCosts[#addedCosts + 1] = format('%d %d %d %d', sum[1], sum[2], sum[3], sum[4])
  end
end
each('HSET', COSTS, addedCosts)
each('HDEL', COSTS, unneeded)

call('HSET', STATE, 'all', format('%d %d %d %d %d %d %d %d %d %d %d %d',
  batches, used[1], used[2], used[3], window, windowAt, width, now, refreshed, began, expected,
  closed))

local dayVersion = record[3] or '0'
local dayNews = {}
if #dayLimits > 0 and dayWord ~= record[5] then
  dayNews = dayLimits
  dayNews[#dayNews + 1] = 'w:' .. me
  dayNews[#dayNews + 1] = dayWord
end
if usedUp[1] then
  local said, untilTime = 0, 0
  if record[4] then
    local a, b = match(record[4], '^(%S+) (%S+)')
    said, untilTime = tonumber(a), tonumber(b)
  end
  if usedUp[1] > said or (usedUp[1] == said and usedUp[2] < untilTime) then
    dayNews[#dayNews + 1] = 'used'
    dayNews[#dayNews + 1] = format('%d %d %s', usedUp[1], usedUp[2], usedUp[3])
  end
end
if #dayNews > 0 then
  dayVersion = written(max(now, tonumber(dayVersion) + 1))
  dayNews[#dayNews + 1] = 'version'
  dayNews[#dayNews + 1] = dayVersion
end
call('HSET', DAY, me, fourWritten(petition, dayTold) .. later,
  'all', format('%d %d %d', dayUsed[1], dayUsed[2], dayUsed[3]), unpack(dayNews))
if not record[2] then
  call('PEXPIREAT', DAY, written(dayExpires))
end

-- Every key goes by itself. A key that was empty and is written again has forgotten that.
local someWindows = ceil(window * 5 / 1000) + 60000
if refresh then
  call('PEXPIRE', STATE, WEEK_MILLIS)
  call('PEXPIRE', COSTS, someWindows)
  call('PEXPIRE', MEMBERS, someWindows)
  call('PEXPIRE', KNOWN, someWindows)
end
if refresh or (#added > 0 and batches * 2 == #added) then
  call('PEXPIRE', USES, someWindows)
end

-- When to come again ------------------------------------------------------------------------------

-- When it is the turn of this member; not much later than when it would be if those before it did
-- not come.
local function roomIn(want, longest, many)
  local missing, alone = { 0, 0, 0 }, { 0, 0, 0 }
  for i = 1, 3 do
    if want[i] > 0 and bounds[i] ~= huge then
      alone[i] = used[i] + min(want[i], bounds[i]) - bounds[i]
      missing[i] = alone[i] + before[i]
    end
  end
  local function isAny(list)
    return list[1] > 0 or list[2] > 0 or list[3] > 0
  end
  local function less(list, r, t, i)
    return { list[1] - r, list[2] - t, list[3] - i }
  end
  local patience, latest = PATIENCE + many, longest
  if not isAny(missing) then
    return 0
  elseif not isAny(alone) then
    latest = min(longest, patience)
  end
  local oldest =
    call('ZRANGEBYSCORE', USES, '-inf', written(now + latest - window), 'LIMIT', 0, LOOKED_AT)
  if #oldest == 0 then
    return latest
  end
  local names = {}
  for i, batch in ipairs(oldest) do
    names[i] = '#' .. batch
  end
  local time = 0
  for _, value in ipairs(call('HMGET', COSTS, unpack(names))) do
    local at, r, t, im = four(value or '0 0 0 0')
    time = max(time, at)
    missing, alone = less(missing, r, t, im), less(alone, r, t, im)
    if not isAny(missing) then
      return min(latest, time + window - now)
    elseif latest == longest and not isAny(alone) then
      latest = min(longest, time + window - now + patience)
    end
  end
  return #oldest == LOOKED_AT and min(latest, time + window - now) or latest
end

local comeAgain = 0
if granted < #wants then
  local want = wants[granted + 1]
  -- What somebody gives back is not announced.
  local many = PATIENCE_WITH_MANY * #demands * #demands
  local rare = max(SECOND, floor(window / 10))
  local longest = min(rare, floor(window / LOOKS_IN_A_WINDOW) + many)
  if elsewhere or unaware then
    comeAgain = LEAST_PAUSE
  else
    local pause = dayFits and roomIn(want, longest, many) or longest
    comeAgain = max(LEAST_PAUSE, min(longest, pause), min(rare, closed - now))
  end
  if waiting > 0 then
    call('HSET', WAITING, me, format('%d %d %d %d %d %d %d', priority, since,
      max(waiting, #wants) - granted, want[1], want[2], want[3], now + comeAgain + GRACE))
    call('PEXPIRE', WAITING, ceil((rare + GRACE) / 1000) + 1000)
    gone = {}
  end
elseif granted > 0 and waiting > granted then
  comeAgain = LEAST_PAUSE
end
each('HDEL', WAITING, gone)

-- The reply ---------------------------------------------------------------------------------------

local bins = {}
if #wants == 0 then
  local function bin(r, t, i, age)
    if r > 0 or t > 0 or i > 0 then
      bins[#bins + 1] = { r, t, i, max(0, age) }
    end
  end
  local mine = sums['u:' .. me] or { 0, 0, 0, 0 }
  local rest = { used[1] - mine[2], used[2] - mine[3], used[3] - mine[4] }
  local newestSlot = floor(now / width)
  for number = newestSlot, newestSlot - (BINS - 2), -1 do
    local sum = sums[format('s:%d', number)]
    if sum then
      mine = sums[format('s:%d:%s', number, me)] or { 0, 0, 0, 0 }
      local r, t, i = sum[2] - mine[2], sum[3] - mine[3], sum[4] - mine[4]
      rest = { rest[1] - r, rest[2] - t, rest[3] - i }
      bin(r, t, i, now - (number + 1) * width)
    end
  end
  bin(rest[1], rest[2], rest[3], now - (newestSlot - (BINS - 2)) * width)
end

-- What is known is told only to who does not know it.
local knowledge = version ~= knownVersion and call('HGETALL', STATE) or false
local dayKnowledge = dayVersion ~= knownDayVersion
  and call('HMGET', DAY, 'limit:DAY:REQUESTS', 'limit:DAY:TOKENS', 'limit:DAY:IMAGES', 'used')
  or false

return {
  'ok', epoch, now, granted, comeAgain, used[1], used[2], used[3], bins, members, leads and 1 or 0,
  othersDay[1], othersDay[2], othersDay[3], max(0, closed - now),
  version, knowledge, dayVersion, dayKnowledge }
