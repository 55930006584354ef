/**
 * Words that a language has from English, or by chance in common with it, in lower case: everything else that both say
 * is English left over. The test says which of these nobody needs any more.
 */
export const SAME_WORDS: Readonly<Record<string, readonly string[]>> = {
  de: [
    ...['drive', 'through', 'stop', 'and', 'go', 'dt', 'track', 'limits', 'limit', 'kick', 'ballast', 'qualifying'],
    ...[
      'stewards',
      'steward',
      'admins',
      'admin',
      'session',
      'sessions',
      'event',
      'events',
      'start',

      'median',
    ],
    ...['version', 'name', 'ports', 'slot', 'slots', 'server', 'websocket', 'offline', 'log', 'replay', 'code'],
    ...['exit', 'manager', 'token', 'cut', 'cuts', 'minute', 'id', 'int', 'problem', 'button', 'chat', 'lobby'],
    ...['in', 'an'],
  ],
};

/** Names of things, units, abbreviations of the sport, and what is typed as it is: the same in every language. */
export const SAME_EVERYWHERE =
  /REGISTER_TO_LOBBY|server_cfg\.ini|entry_list\.ini|lobby restart|km\/h|°C|\b(?:kg|min|GUID|UDP|DNS|DSQ|OUT|FIN|INC|Pitwall|Discord|acServer|stracker|SIGKILL|abarth500)\b|[!/][a-z-]+/g;
