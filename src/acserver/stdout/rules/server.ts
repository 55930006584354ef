import { asText, isTrue, rule, telling } from '../rule.ts';

/** Start, sessions, lobby, HTTP: the server about itself. */
export const serverRules = [
  // Before v1.0 there were release candidates: "v1.0 RC".
  rule('server-version', /^Assetto Corsa Dedicated Server (?<version>\S+(?: RC ?\S*)?)$/, { version: asText }),
  rule('tcp-protocol', /^Protocol version: (?<version>\d+)$/, { version: Number }),
  rule('timestamp', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4} \w+(?: m=\S+)?$/, {}),
  rule('track', /^TRACK=(?<track>\S*)$/, { track: asText }),
  rule('cars', /^CARS=\[(?<cars>[^\]]*)\]$/, { cars: (list) => list.split(/[\s"]+/).filter(Boolean) }),
  rule('udp-plugin', /^Initialising UDP Plugin with target: (?<target>\S+) on the local port (?<localPort>\d+)$/, {
    target: asText,
    localPort: Number,
  }),
  rule('tcp-listening', /^Starting TCP listener at port (?<port>\d+)$/, { port: Number }),
  rule('http-listening', /^Starting HTTP server on port {2}(?<port>\d+)$/, { port: Number }),
  rule('started', /^Server started$/, {}),
  rule('max-clients', /^MAX_CLIENTS is now set to: (?<value>\d+)$/, { value: Number }),
  rule('warning', /^(?:Warning, |WARNING: )/, {}),
  rule('no-blacklist-file', /^open blacklist\.txt: /, {}),
  rule('crash', /^(?<text>(?:panic|fatal error|runtime error): .*|goroutine \d+ \[[^\]]*\]:)$/, { text: asText }),

  // Also if the newline before it is missing: "Loading PRACTICE sessionSESSION: Practice".
  rule('session-block-name', /^(?:Loading [A-Z]+ session)?SESSION: (?<name>.*)$/, { name: asText }),
  rule('session-field', /^SENDING session name : (?<name>.*)$/, { name: asText }),
  rule('session-field', /^SENDING session index : (?<index>-?\d+)$/, { index: Number }),
  rule('session-field', /^SENDING session type : (?<type>\d+)$/, { type: Number }),
  rule('session-field', /^SENDING session time : (?<timeMinutes>\d+)$/, { timeMinutes: Number }),
  rule('session-field', /^SENDING session laps : (?<laps>\d+)$/, { laps: Number }),
  rule('session-field', /^SENDING session Timed Race: (?<timedRace>true|false)$/, { timedRace: isTrue }),
  rule('next-session', /^NextSession$/, {}),
  rule('restart-session', /^RESTARTING SESSION$/, {}),
  rule('restart-from-0', /^RESTARTING FROM SESSION 0$/, {}),
  telling(rule('looping', /^Server looping$/, {}), () => ({ fact: 'looping' })),
  telling(rule('no-results', /^Session has 0 laps, will not save json$/, {}), () => ({ fact: 'noResults' })),
  // No `..` and no other folder: the path will be opened.
  telling(
    rule('results-saved', /^Saving session json file: (?<path>results[/\\][\w-]+\.json)$/, { path: asText }),
    ({ path }) => ({ fact: 'sessionEnded', resultsFile: path }),
  ),
  telling(
    rule('session-over', /^(?<type>BOOK|BOOKING|PRACTICE|QUALIFY|RACE) OVER PACKET(?:, FINAL RANK)?$/, {
      type: asText,
    }),
    ({ type }) => ({ fact: 'sessionOver', type: SESSION_TYPES[type] ?? 0 }),
  ),
  rule('race-leader-finished', /^RACE OVER DETECTED!$/, {}),
  rule('session-over-next', /^HasSentRaceoverPacket, move to the next session$/, {}),
  telling(rule('empty-race-skipped', /^No cars connected, move to next session$/, {}), () => ({ fact: 'raceSkipped' })),
  rule(
    'qualify-max-wait',
    /^Session (?<session>.*) {2}ending because (?<percent>\d+)% best lap has been reached (?<bestMs>\d+)$/,
    { session: asText, percent: Number, bestMs: Number },
  ),
  rule('race-start-time', /^RACE, WaitTime: (?<waitMs>\d+) START TIME: (?<startMs>\d+)$/, {
    waitMs: Number,
    startMs: Number,
  }),
  rule('weather', /^Weather update\. Ambient: (?<ambient>[\d.-]+) Road: (?<road>[\d.-]+) Graphics: (?<graphics>\S+)$/, {
    ambient: Number,
    road: Number,
    graphics: asText,
  }),
  rule('wind', /^Wind update\. Speed: (?<speed>\d+) Direction: (?<direction>\d+)$/, {
    speed: Number,
    direction: Number,
  }),
  rule(
    'grip',
    /^DynamicTrack: current_grip= (?<current>[\d.]+) {2}transfer= (?<transfer>[\d.]+) {2}sessiongrip= (?<session>[\d.]+)$/,
    { current: Number, transfer: Number, session: Number },
  ),

  rule('lobby-registering', /^Registering to AC central server$/, {}),
  // The URLs are not read: nothing is ever fetched from a URL that a line named.
  rule('lobby-register-call', /^CALLING https?:\/\/[^\s/]+\/lobby\.ashx\/register\?\S*$/, {}),
  rule(
    'lobby-register-response',
    /^RESPONSE: OK,(?<token>[^,]*),(?<httpPort>\d+)$/,
    { token: asText, httpPort: Number },
    ({ token, httpPort }) => ({ ok: true as const, token, httpPort }),
  ),
  rule('lobby-register-response', /^RESPONSE: ERROR\b/, {}, () => ({ ok: false as const })),
  rule('lobby-register-failed', /^CONNECTION TO LOBBY FAILED, ATTEMPT NUMBER {2}(?<attempt>\d+)$/, { attempt: Number }),
  // Seen without its newline: the next message follows on the same line.
  rule('lobby-connected', /^CONNECTED TO LOBBY(?<glued>.*)$/, { glued: asText }, ({ glued }) => ({
    glued: glued === '' ? undefined : glued,
  })),
  // The misprint is the server's.
  rule('lobby-unreachable', /^LOBBY COULD NOT BE RACHED, SHUTTING SERVER DOWN$/, {}),
  rule('lobby-ping', /^SENDING https?:\/\/[^\s/]+\/lobby\.ashx\/ping\?\S*$/, {}),
  rule('lobby-reply', /^(?<text>OK|ERROR\b.*)$/, { text: asText }),

  rule('http-page', /^PAGE: (?<path>.*)$/, { path: asText }),
  rule(
    'info-struct',
    /^\{ \d+ \d+ .* \[[^[\]]*\] \d+ (?<session>-?\d+) \[[^[\]]*\] \[[^[\]]*\] (?<timeleft>-?\d+) \[[^[\]]*\] (?<passwordSet>true|false) [^[\]]*\}$/,
    { session: Number, timeleft: Number, passwordSet: isTrue },
  ),
] as const;

const SESSION_TYPES: Readonly<Record<string, number>> = { PRACTICE: 1, QUALIFY: 2, RACE: 3 };
