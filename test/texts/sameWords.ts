/**
 * Words that a language has from English, or happens to share with it, in lower case. Every other word found in both is
 * English left over. The test reports which of these are no longer needed.
 */
export const SAME_WORDS: Readonly<Record<string, readonly string[]>> = {
  de: [
    ...['drive', 'through', 'stop', 'and', 'go', 'dt', 'track', 'limits', 'limit', 'kick', 'ballast', 'qualifying'],
    ...['stewards', 'steward', 'admins', 'admin', 'session', 'sessions', 'event', 'events', 'start', 'median', 'name'],
    ...['version', 'ports', 'slot', 'slots', 'server', 'websocket', 'offline', 'log', 'replay', 'code', 'minute', 'id'],
    ...['exit', 'manager', 'token', 'cut', 'cuts', 'int', 'problem', 'button', 'chat', 'lobby', 'in', 'an', 'orange'],
  ],
  es: [
    ...['drive', 'through', 'stop', 'and', 'go', 'dt', 'restrictor', 'sector', 'provisional', 'error', 'decide', 'mar'],
    ...['int', 'log', 'lobby', 'chat', 'admin', 'admins', 'id', 'websocket', 'doc', 'roles', 'token'],
  ],
  fr: [
    ...['session', 'incident', 'incidents', 'drive', 'through', 'stop', 'and', 'go', 'leader', 'int', 'pit'],
    ...['dt', 'air', 'sessions', 'minute', 'minutes', 'code', 'lobby', 'contact', 'chat', 'messages', 'admins'],
    ...['id', 'ports', 'websocket', 'version', 'doc', 'centre', 'replay', 'place', 'disqualification', 'cause'],
    ...['point', 'licence', 'points', 'admin', 'orange'],
  ],
  it: [
    ...['drive', 'through', 'stop', 'and', 'go', 'dt', 'pit', 'lane', 'leader', 'gap', 'int', 'decide', 'mar', 'extra'],
    ...['server', 'offline', 'log', 'lobby', 'file', 'chat', 'id', 'websocket', 'doc', 'replay', 'account'],
    ...['admin', 'token', 'password', 'in'],
  ],
  'pt-BR': [
    ...['drive', 'through', 'stop', 'and', 'go', 'dt', 'grid', 'int', 'mar', 'offline', 'log', 'lobby', 'status'],
    ...['chat', 'admin', 'admins', 'id', 'websocket', 'doc', 'replay', 'token'],
  ],
};

/** Names of things, units, abbreviations of the sport, and text that is typed as it is: the same in every language. */
export const SAME_EVERYWHERE =
  /REGISTER_TO_LOBBY|server_cfg\.ini|entry_list\.ini|\/lobby restart|km\/h|°C|\b(?:kg|min|GUID|UDP|UTC|DNS|DSQ|OUT|FIN|INC|Pitwall|Discord|acServer|stracker|SIGKILL|abarth500)\b|[!/][a-z-]+/g;
