/** Lines that are ignored on purpose, so that an unknown line is one that nobody has thought about. */
export const noise: readonly RegExp[] = [
  /^$/,
  // Start
  /^(?:Server CFG Path|Entry List Path) : /,
  /^Num CPU: \d+$/,
  /^LOCAL IP \d+: /,
  /^Using cfg path: /,
  /^Activating \d+ threads$/,
  /^Car list:$/,
  /^_\S+_$/, // one line per car of that list
  /^Client interval HZ: \d+$/,
  /^AUTH_PLUGIN_ADDRESS(?: |$)/,
  /^(?:Fixed setup from entry list|SETUP FILE IS):/,
  /^Loading [A-Z]+ session$/,
  /^(?:TYPE|TIME|LAPS|OPEN|WAIT TIME)=/,
  /^DynamicTrack: first session, resetting grip$/,
  /^Trying to load DRS zones from: /,
  /^Loading ZONE_\d+ /,
  /^open \S+: /, // a missing file, in the system's language
  /^(?:ACD )?CHECKSUM:/,
  /^Initializing checksum for track config /,
  /^Calculating checksum for folder /,
  /^Error calculating checksum: /,
  /^Loading blacklist$/,
  /^Opening entry list: /,
  /^Found car {2}CAR_\d+$/,
  /^CAR: \d+ /,
  /^Random seed: \d+$/,
  // Sessions
  /^No laptime available, use car index for grids$/,
  /^POS: \d+, SessionID:\d+$/,
  /^SENDING CAR: \d+$/,
  /^SENDING remote time : /,
  /^Sending (?:weather|wind) /,
  /^Invalid in for session %s type %d$/,
  /^ \S.* \d+$/, // " Practice 1", what the line above should have said
  // Join
  /^New connection from &/,
  /^SOCKET NO DELAY SET$/,
  /^ACP_REQUEST_CONNECTION via TCP$/,
  /^ENTRY LIST OPEN MODE \d+$/,
  /^LOOKING INTO DRIVERS$/,
  /^Tyre blankets: (?:true|false)$/,
  /^Sending (?:SESSION ID|ID|type) /,
  /^FIND AND SEND PLAYER'S POSITION$/,
  /^ELAPSED=-?\d+$/,
  /^Sen?ding \d+ checksum requests$/, // "Seding" up to v1.8
  /^SERVER TIME: \d+$/,
  /^Sending car list from index:\d+$/,
  /^Recieved P2P Count: \d+$/,
  /^Reset time offset for /,
  /^(?:system|content)\/\S+ +\w+$/, // checksums of one client, file by file
  // Driving
  /^TCP received /,
  /^TCP REMAINING: \d+$/,
  /^SPLIT COUNT: \d+$/,
  /^Dynamic track ok$/,
  /^SendLapCompletedMessage(?: END)?$/,
  /^LAPTIME DISCARDED/,
  /^Session non in sync for /,
  /^No car with address /,
  /^Packet of of order for /,
  /^CLIENTS, VOTES VS QUORUM$/,
  // Network and HTTP
  /^EOF$/,
  /^(?:read|write) tcp /,
  /^Serve JSON took \d+ ms$/,
  /^REQ$/,
  /^\/\w+\|\d+/, // "/CANJOIN|<guid>", also with the next line attached
  /^\{ \d+ \d+ /,
];
