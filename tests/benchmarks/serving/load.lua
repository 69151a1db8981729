-- What wrk asks: the addresses in the file $WRK_PATHS, one a line, over and over; then one line of figures.
local asked = {}
local place = 0

init = function() -- the headers are known only now
  for line in io.lines(os.getenv("WRK_PATHS")) do
    asked[#asked + 1] = wrk.format("GET", line)
  end
end

request = function()
  place = place % #asked + 1
  return asked[place]
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("figures %d %d %d %d %d %d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency.max,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
