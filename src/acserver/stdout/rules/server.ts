import { type Groups, nothing, rule } from '../rule.ts';

/** Start, sessions, lobby, HTTP: the server about itself. */
export const serverRules = [
  rule('server-version', /^Assetto Corsa Dedicated Server (?<version>\S+)$/, ({ version }) => ({ version })),
  rule('tcp-protocol', /^Protocol version: (?<version>\d+)$/, ({ version }) => ({ version: Number(version) })),
  rule('timestamp', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4} \w+(?: m=\S+)?$/, nothing),
  rule('track', /^TRACK=(?<track>\S*)$/, ({ track }) => ({ track })),
  rule('cars', /^CARS=\[(?<cars>[^\]]*)\]$/, ({ cars }) => ({ cars: cars.split(/[\s"]+/).filter(Boolean) })),
  rule(
    'udp-plugin',
    /^Initialising UDP Plugin with target: (?<target>\S+) on the local port (?<port>\d+)$/,
    ({ target, port }) => ({ target, localPort: Number(port) }),
  ),
  rule('tcp-listening', /^Starting TCP listener at port (?<port>\d+)$/, ({ port }) => ({ port: Number(port) })),
  rule('http-listening', /^Starting HTTP server on port {2}(?<port>\d+)$/, ({ port }) => ({ port: Number(port) })),
  rule('started', /^Server started$/, nothing),
  rule('max-clients', /^MAX_CLIENTS is now set to: (?<count>\d+)$/, ({ count }) => ({ value: Number(count) })),
  rule('warning', /^(?:Warning, |WARNING: )/, nothing),
  rule('no-blacklist-file', /^open blacklist\.txt: /, nothing),
  rule('crash', /^(?<text>(?:panic|fatal error|runtime error): .*|goroutine \d+ \[[^\]]*\]:)$/, ({ text }) => ({
    text,
  })),

  // Also without the newline of the line before it: "Loading PRACTICE sessionSESSION: Practice".
  rule('session-block-name', /^(?:Loading [A-Z]+ session)?SESSION: (?<name>.*)$/, ({ name }) => ({ name })),
  rule('session-field', /^SENDING session name : (?<name>.*)$/, ({ name }) => ({ name })),
  rule('session-field', /^SENDING session index : (?<number>-?\d+)$/, ({ number }) => ({ index: Number(number) })),
  rule('session-field', /^SENDING session type : (?<type>\d+)$/, ({ type }) => ({ type: Number(type) })),
  rule('session-field', /^SENDING session time : (?<time>\d+)$/, ({ time }) => ({ timeMinutes: Number(time) })),
  rule('session-field', /^SENDING session laps : (?<count>\d+)$/, ({ count }) => ({ laps: Number(count) })),
  rule('session-field', /^SENDING session Timed Race: (?<answer>true|false)$/, ({ answer }) => ({
    timedRace: answer === 'true',
  })),
  rule('next-session', /^NextSession$/, nothing),
  rule('restart-session', /^RESTARTING SESSION$/, nothing),
  rule('restart-from-0', /^RESTARTING FROM SESSION 0$/, nothing),
  rule('looping', /^Server looping$/, nothing),
  rule('no-results', /^Session has 0 laps, will not save json$/, nothing),
  // No `..` and no other folder: the path is going to be opened.
  rule('results-saved', /^Saving session json file: (?<path>results[/\\][\w-]+\.json)$/, ({ path }) => ({ path })),
  rule('session-over', /^(?<type>BOOK|BOOKING|PRACTICE|QUALIFY|RACE) OVER PACKET(?:, FINAL RANK)?$/, ({ type }) => ({
    type,
  })),
  rule('race-leader-finished', /^RACE OVER DETECTED!$/, nothing),
  rule('session-over-next', /^HasSentRaceoverPacket, move to the next session$/, nothing),
  rule('empty-race-skipped', /^No cars connected, move to next session$/, nothing),
  rule(
    'qualify-max-wait',
    /^Session (?<session>.*) {2}ending because (?<percent>\d+)% best lap has been reached (?<ms>\d+)$/,
    ({ session, percent, ms }) => ({ session, percent: Number(percent), bestMs: Number(ms) }),
  ),
  rule('race-start-time', /^RACE, WaitTime: (?<ms>\d+) START TIME: (?<time>\d+)$/, ({ ms, time }) => ({
    waitMs: Number(ms),
    startMs: Number(time),
  })),
  rule(
    'weather',
    /^Weather update\. Ambient: (?<ambient>[\d.-]+) Road: (?<road>[\d.-]+) Graphics: (?<graphics>\S+)$/,
    ({ ambient, road, graphics }) => ({ ambient: Number(ambient), road: Number(road), graphics }),
  ),
  rule('wind', /^Wind update\. Speed: (?<speed>\d+) Direction: (?<number>\d+)$/, ({ speed, number }) => ({
    speed: Number(speed),
    direction: Number(number),
  })),
  rule(
    'grip',
    /^DynamicTrack: current_grip= (?<number>[\d.]+) {2}transfer= (?<transfer>[\d.]+) {2}sessiongrip= (?<session>[\d.]+)$/,
    ({ number, transfer, session }) => ({
      current: Number(number),
      transfer: Number(transfer),
      session: Number(session),
    }),
  ),

  rule('lobby-registering', /^Registering to AC central server$/, nothing),
  // The URLs are not read: nothing is ever fetched from a URL that a line named.
  rule('lobby-register-call', /^CALLING https?:\/\/[^\s/]+\/lobby\.ashx\/register\?\S*$/, nothing),
  rule('lobby-register-response', /^RESPONSE: OK,(?<token>[^,]*),(?<port>\d+)$/, ({ token, port }) => ({
    ok: true as const,
    token,
    httpPort: Number(port),
  })),
  rule('lobby-register-response', /^RESPONSE: ERROR\b/, () => ({ ok: false as const })),
  rule('lobby-register-failed', /^CONNECTION TO LOBBY FAILED, ATTEMPT NUMBER {2}(?<attempt>\d+)$/, ({ attempt }) => ({
    attempt: Number(attempt),
  })),
  // Seen without its newline: the next message follows on the same line.
  rule('lobby-connected', /^CONNECTED TO LOBBY(?<glued>.*)$/, ({ glued }) => (glued ? { glued } : {})),
  rule('lobby-ping', /^SENDING https?:\/\/[^\s/]+\/lobby\.ashx\/ping\?\S*$/, nothing),
  rule('lobby-reply', /^(?<text>OK|ERROR\b.*)$/, ({ text }) => ({ text })),

  rule('http-page', /^PAGE: (?<path>.*)$/, ({ path }) => ({ path })),
  rule(
    'info-struct',
    /^\{ \d+ \d+ .* \[[^[\]]*\] \d+ (?<session>-?\d+) \[[^[\]]*\] \[[^[\]]*\] (?<time>-?\d+) \[[^[\]]*\] (?<password>true|false) [^[\]]*\}$/,
    ({ session, time, password }: Groups) => ({
      session: Number(session),
      timeleft: Number(time),
      passwordSet: password === 'true',
    }),
  ),
] as const;
