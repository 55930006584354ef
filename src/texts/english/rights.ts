/** Answers to a driver who has logged in as admin or spectator in the car, or asked for extra information there. */
export const rightsTexts = {
  adminGranted: () => 'You are logged in as admin. Commands start with "!"; !help lists them.',
  spectatorGranted: () => 'You are logged in as spectator; !spectate says what this server can show.',
  extraInfoOn: () => 'Extra information is on until you leave.',
  extraInfoOff: () => 'Extra information is off.',
};
