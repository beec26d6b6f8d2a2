-- All that is done with the notices of a cluster, in one step.
--
-- KEYS[1]  hash  subject -> "until author text", in microseconds of this server's clock
-- ARGV     'post', subject, author, microseconds that it lasts, text
--          'withdraw', subject
--          'read' -> now, then subject, until, author and text of each notice that is up
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local asked = ARGV[1]

if asked == 'withdraw' then
  redis.call('HDEL', KEYS[1], ARGV[2])
  return { now }
end

if asked == 'post' then
  local lasts = tonumber(ARGV[4])
  redis.call('HSET', KEYS[1], ARGV[2], string.format('%.0f %s %s', now + lasts, ARGV[3], ARGV[5]))
  local millis = math.ceil(lasts / 1000) + 1000
  if redis.call('PTTL', KEYS[1]) < millis then
    redis.call('PEXPIRE', KEYS[1], millis)
  end
  return { now }
end

local up = { now }
local notices = redis.call('HGETALL', KEYS[1])
for i = 1, #notices, 2 do
  local ends, author, text = string.match(notices[i + 1], '^(%S+) (%S+) (.*)$')
  if ends and tonumber(ends) > now then
    up[#up + 1] = notices[i]
    up[#up + 1] = ends
    up[#up + 1] = author
    up[#up + 1] = text
  else
    redis.call('HDEL', KEYS[1], notices[i])
  end
end
return up
