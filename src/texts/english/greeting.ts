export const greetingTexts = {
  /** What a driver reads in the car after joining, once an evening, where the league has no words of its own. */
  greeting: () =>
    'Stewards watch this server. !report tells them of an incident, !me shows your penalties and warnings.',
};
