import { escapeText } from '../common/text.ts';
import { boldName, type Cards, lateNote, line } from './card.ts';

export const driverCards = {
  driverJoined(event, _state, words) {
    const { carId } = event.driver;
    const joined = words.driverJoined({
      driver: boldName(event.driver, words),
      carId,
      model: escapeText(event.model, 60),
    });
    return [line('join', `→ ${joined}${lateNote(event, words)}`)];
  },
  driverLoaded: 'silent',
  tyresReported: 'silent',
  driverLeft(event, _state, words) {
    const left = words.driverLeft({ driver: boldName(event.driver, words), carId: event.driver.carId });
    return [line('join', `← ${left}${lateNote(event, words)}`)];
  },
} satisfies Partial<Cards>;
