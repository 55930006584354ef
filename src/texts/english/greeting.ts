export const greetingTexts = {
  /** What a driver reads in the car after joining, once an evening, if the league has no text of its own. */
  greeting: () =>
    'This server is stewarded. !report sends an incident to the stewards, !me shows your penalties and warnings.',
};
