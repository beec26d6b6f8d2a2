-- One petition of a JVM to the shared quota of a gate, and the reply to it: one atomic step.
--
-- What has to come of it is told, number for number, by MemoryGate of the engine's tests. All times
-- are microseconds of this server's clock; all numbers are whole and at most 2^53, so that none is
-- rounded. The first write is one that a server refuses that is out of memory, or a replica: it
-- then has changed nothing.
--
-- KEYS, all in one slot, and what they hold:
--   state    hash  epoch, began, expected, leader, closed; what is known: version, limits, shares
--   uses     zset  each batch of uses, member:number, by the time from when on it ages
--   costs    hash  "#batch" -> time and cost; sums of batches ("count requests tokens images"):
--                  "u:member", "s:slot", "s:slot:member"; "all" -> the sum of all, and more
--   members  zset  who uses the quota, by when it was last heard
--   known    zset  the same, by when it was first heard
--   waiting  hash  who waits: "priority since waiting requests tokens images until"
--   day      hash  member -> "last number, told r t i, then number r t i of each later grant";
--                  all -> the sum; limits and the word that it is used up, with their version
local STATE, USES, COSTS, MEMBERS, KNOWN, WAITING, DAY =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7]

local SECOND = 1000000
local GRACE = 250000 -- a turn is kept so long for who is to come again
local LEAST_PAUSE = 1000
local BINS = 16
local LOOKED_AT = 128
local AT_ONCE = 500 -- batches handled by one command
local WEEK_MILLIS = 7 * 24 * 3600 * 1000

local call, format, floor, ceil, max, min, huge =
  redis.call, string.format, math.floor, math.ceil, math.max, math.min, math.huge

-- The petition ------------------------------------------------------------------------------------

local place = 0
local function text()
  place = place + 1
  return ARGV[place]
end
local function number()
  place = place + 1
  return tonumber(ARGV[place])
end
local function triple()
  return { number(), number(), number() }
end

local me = text()
local latest = number() -- the petition is not waited for any more after that; 0 if not known
local heardEpoch, heardMembers, heardNumber = text(), number(), number()
local freshEpoch = text()
local petition, heard = number(), number()
local windowTold = number()
local boundsTold, dayBoundsTold = triple(), triple() -- -1: not bounded
local dayExpires = number()
local priority, waiting, waitingFor = number(), number(), number()
local closedFor, shares = number(), triple() -- -1: nothing to be said
local knownVersion, knownDayVersion = text(), text()
local dayTold = triple()
local usedUpSaid, usedUpUntil, usedUpText = number(), number(), text() -- 0: it is not

-- Small things ------------------------------------------------------------------------------------

local function numbers(value)
  local all = {}
  for word in string.gmatch(value, '%S+') do
    all[#all + 1] = tonumber(word)
  end
  return all
end

local function four(value)
  local a, b, c, d = string.match(value, '^(%S+) (%S+) (%S+) (%S+)')
  return tonumber(a), tonumber(b), tonumber(c), tonumber(d)
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

local state = call('HMGET', STATE, 'epoch', 'began', 'expected', 'leader', 'closed', 'version')
local costs = call('HMGET', COSTS, 'all')
local record = call('HMGET', DAY, me, 'w:' .. me, 'all', 'version', 'used')
local epoch, began, expected, leader, closed, version =
  state[1], tonumber(state[2]), tonumber(state[3]), state[4], tonumber(state[5]), state[6] or '0'
local batches, used, window, windowAt, width, last, refreshed = 0, { 0, 0, 0 }, 0, 0, 0, nil, 0
if costs[1] then
  local all = numbers(costs[1])
  batches, used = all[1], { all[2], all[3], all[4] }
  window, windowAt, width, last, refreshed = all[5], all[6], all[7], all[8], all[9]
end
local own = record[1] and numbers(record[1])
if own and petition <= own[1] then
  return { 'late', now } -- sent again by a connection that was lost in between
end

-- The epoch ends when keys are gone, when what this member was replied to is not known any more (a
-- replica that had not heard of it took over, or an old copy was loaded), or the clock went back.
local begins = not epoch
  or call('ZCARD', USES) ~= batches
  or (own and own[1] < heardNumber)
  or (last and now < last - SECOND)
if not begins and last then
  now = max(now, last)
end
local liveSince

-- The first write: whoever must not write is told here, and nothing has happened.
if begins then
  call('HSET', STATE, 'epoch', freshEpoch, 'began', now, 'expected', 0, 'closed', 0, 'leader', me)
  call('DEL', USES, COSTS, MEMBERS, KNOWN, WAITING)
  epoch, began, expected, leader, closed = freshEpoch, now, 0, me, 0
  batches, used, window, windowAt, width, refreshed = 0, { 0, 0, 0 }, 0, 0, 0, 0
end
local isNew = call('ZADD', MEMBERS, now, me) == 1
if isNew then
  call('ZADD', KNOWN, 'NX', now, me)
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
  return format('s:%.0f', floor(time / width))
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

local function costRecord(time, cost)
  return format('%.0f %.0f %.0f %.0f', time, cost[1], cost[2], cost[3])
end

local function keep(batch, time, cost)
  added[#added + 1] = time
  added[#added + 1] = batch
  addedCosts[#addedCosts + 1] = '#' .. batch
  addedCosts[#addedCosts + 1] = costRecord(time, cost)
end

local newest = batches > AT_ONCE and call('ZRANGE', USES, -1, -1, 'WITHSCORES')
if newest and newest[2] and tonumber(newest[2]) <= expiredAt then
  call('DEL', USES, COSTS)
  batches, used = 0, { 0, 0, 0 }
end
local from = 0
while batches > 0 do
  local expired = call('ZRANGEBYSCORE', USES, '-inf', expiredAt, 'LIMIT', from, AT_ONCE)
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
    local time, r, t, im = four(value)
    count(string.match(expired[i], '^[^:]*'), time, { r, t, im }, -1)
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

for run = 1, number() do
  local batch, r, t, im, later = format('%s:%s', me, text()), number(), number(), number(), number()
  local value = call('HGET', COSTS, '#' .. batch)
  if value then
    local time, r0, t0, im0 = four(value)
    local cost = { max(0, r0 + r), max(0, t0 + t), max(0, im0 + im) }
    count(me, time, { r0, t0, im0 }, -1)
    time = max(time, min(now, time + later))
    count(me, time, cost, 1)
    -- Written at once, because one petition may amend the same batch twice.
    call('ZADD', USES, time, batch)
    call('HSET', COSTS, '#' .. batch, costRecord(time, cost))
  end
end

for index = 1, number() do
  local age, cost = number(), triple()
  if age < window then
    keep(format('%s:%.0f.%.0f', me, petition, index), now - age, cost)
    count(me, now - age, cost, 1)
  end
end

-- Members -----------------------------------------------------------------------------------------

liveSince = now - floor(window * 3 / 16)
local members = call('ZCARD', MEMBERS)
local live = members
if members > 1 then
  live = call('ZCOUNT', MEMBERS, format('(%.0f', liveSince), '+inf')
  if live < members then
    local forgotten = call('ZRANGEBYSCORE', MEMBERS, '-inf', now - 3 * window)
    if #forgotten > 0 then
      each('ZREM', MEMBERS, forgotten)
      each('ZREM', KNOWN, forgotten)
      members = members - #forgotten
    end
  end
end
-- Who has not come yet to an epoch that has just begun may be working alone.
local nowExpected = 0
if now < began + window then
  nowExpected = max(expected, elsewhere and heardMembers or 0)
end
if nowExpected ~= expected then
  call('HSET', STATE, 'expected', nowExpected)
end
members = max(members, nowExpected)

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

-- Wants, limits, lessons: the lists that end the petition ------------------------------------------

local wants = {}
for run = 1, number() do
  local times, cost = number(), triple()
  for i = 1, times do
    wants[#wants + 1] = cost
  end
end
local dayWord, dayLimits = text(), number()
local dayNews = {}
if dayLimits > 0 and dayWord ~= record[2] then
  dayNews = { 'w:' .. me, dayWord }
end
for i = 1, dayLimits do
  local name, value = text(), text()
  if dayNews[1] then
    dayNews[#dayNews + 1] = name
    dayNews[#dayNews + 1] = value
  end
end

local news = {}
for i = 1, number() do
  news[#news + 1] = text()
  news[#news + 1] = text()
end
for i = 1, 3 do
  if shares[i] >= 0 then
    news[#news + 1] = 'share:' .. i
    news[#news + 1] = format('%.0f', shares[i])
  end
end
-- A version is a time: it is never the same again, also when the keys were gone in between.
if #news > 0 then
  version = format('%.0f', max(now, tonumber(version) + 1))
  call('HSET', STATE, 'version', version, unpack(news))
end
if closedFor > 0 and now + closedFor > closed then
  closed = now + closedFor
  call('HSET', STATE, 'closed', closed)
end

-- The day: what each member told of itself, and what it was granted since --------------------------

local dayUsed = { 0, 0, 0 }
if record[3] then
  dayUsed = numbers(record[3])
end
local later = {} -- number, r, t, i, and so on
local ownDay = { 0, 0, 0 }
if own then
  for i = 1, 3 do
    dayUsed[i] = dayUsed[i] - own[i + 1]
  end
  for first = 5, #own, 4 do
    for i = 1, 3 do
      dayUsed[i] = dayUsed[i] - own[first + i]
    end
    if own[first] > heard then
      for i = 0, 3 do
        later[#later + 1] = own[first + i]
      end
    end
  end
end
for i = 1, 3 do
  ownDay[i] = dayTold[i]
end
for first = 1, #later, 4 do
  for i = 1, 3 do
    ownDay[i] = ownDay[i] + later[first + i]
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
    local demand = numbers(entries[i + 1])
    if demand[7] <= now then
      gone[#gone + 1] = entries[i]
    else
      demand.member = entries[i]
      demands[#demands + 1] = demand
    end
  else
    gone[#gone + 1] = me
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
    toRead[#toRead + 1] = format('s:%.0f', number)
    toRead[#toRead + 1] = format('s:%.0f:%s', number, me)
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
    if other < ownPriority then
      for i = 1, 3 do
        higher[i] = higher[i] + demand[3] * cost[i]
      end
    elseif other == ownPriority then
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
while granted < #wants do
  local want = wants[granted + 1]
  before = ahead()
  dayFits = fits(dayUsed, grant, nobody, want, dayBounds)
  if closed > now or elsewhere or not dayFits or not fits(used, grant, before, want, bounds) then
    break
  end
  for i = 1, 3 do
    grant[i] = grant[i] + want[i]
  end
  level = level + share(want[1], want[2], want[3])
  granted = granted + 1
end

if granted > 0 then
  keep(format('%s:%.0f', me, petition), now, grant)
  batches = batches + 1
  for i = 1, 3 do
    used[i] = used[i] + grant[i]
    dayUsed[i] = dayUsed[i] + grant[i]
  end
  for _, name in ipairs({ 'u:' .. me, slot, slot .. ':' .. me }) do
    add(name, 1, grant)
    changes[name] = true
  end
  later[#later + 1] = petition
  for i = 1, 3 do
    later[#later + 1] = grant[i]
  end
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
    addedCosts[#addedCosts + 1] = costRecord(sum[1], { sum[2], sum[3], sum[4] })
  end
end
addedCosts[#addedCosts + 1] = 'all'
addedCosts[#addedCosts + 1] = format('%.0f %.0f %.0f %.0f %.0f %.0f %.0f %.0f %.0f',
  batches, used[1], used[2], used[3], window, windowAt, width, now, refreshed)
each('HSET', COSTS, addedCosts)
each('HDEL', COSTS, unneeded)

local dayRecord = format('%.0f %.0f %.0f %.0f', petition, dayTold[1], dayTold[2], dayTold[3])
for i = 1, #later do
  dayRecord = dayRecord .. format(' %.0f', later[i])
end
local dayVersion = record[4] or '0'
if usedUpSaid > 0 then
  local said, untilTime = 0, 0
  if record[5] then
    local a, b = string.match(record[5], '^(%S+) (%S+)')
    said, untilTime = tonumber(a), tonumber(b)
  end
  if usedUpSaid > said or (usedUpSaid == said and usedUpUntil < untilTime) then
    dayNews[#dayNews + 1] = 'used'
    dayNews[#dayNews + 1] = format('%.0f %.0f %s', usedUpSaid, usedUpUntil, usedUpText)
  end
end
if #dayNews > 0 then
  dayVersion = format('%.0f', max(now, tonumber(dayVersion) + 1))
  dayNews[#dayNews + 1] = 'version'
  dayNews[#dayNews + 1] = dayVersion
end
call('HSET', DAY, me, dayRecord,
  'all', format('%.0f %.0f %.0f', dayUsed[1], dayUsed[2], dayUsed[3]), unpack(dayNews))
if not record[3] then
  call('PEXPIREAT', DAY, dayExpires)
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

local function roomIn(want, longest)
  local missing = { 0, 0, 0 }
  for i = 1, 3 do
    if want[i] > 0 and bounds[i] ~= huge then
      missing[i] = used[i] + before[i] + min(want[i], bounds[i]) - bounds[i]
    end
  end
  local function enough()
    return missing[1] <= 0 and missing[2] <= 0 and missing[3] <= 0
  end
  if enough() then
    return 0
  end
  local oldest =
    call('ZRANGEBYSCORE', USES, '-inf', now + longest - window, 'LIMIT', 0, LOOKED_AT)
  if #oldest == 0 then
    return longest
  end
  local names = {}
  for i, batch in ipairs(oldest) do
    names[i] = '#' .. batch
  end
  local time = 0
  for _, value in ipairs(call('HMGET', COSTS, unpack(names))) do
    local at, r, t, im = four(value)
    time = at
    missing = { missing[1] - r, missing[2] - t, missing[3] - im }
    if enough() then
      return time + window - now
    end
  end
  return #oldest == LOOKED_AT and time + window - now or longest
end

local comeAgain = 0
if granted < #wants then
  local want = wants[granted + 1]
  local longest = max(SECOND, floor(window / 10))
  if elsewhere then
    comeAgain = LEAST_PAUSE
  else
    local pause = dayFits and roomIn(want, longest) or longest
    comeAgain = max(LEAST_PAUSE, min(longest, max(pause, closed - now)))
  end
  call('HSET', WAITING, me, format('%.0f %.0f %.0f %.0f %.0f %.0f %.0f', priority, since,
    max(waiting, #wants) - granted, want[1], want[2], want[3], now + comeAgain + GRACE))
  call('PEXPIRE', WAITING, ceil((longest + GRACE) / 1000) + 1000)
  gone = {}
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
    local sum = sums[format('s:%.0f', number)]
    if sum then
      mine = sums[format('s:%.0f:%s', number, me)] or { 0, 0, 0, 0 }
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
