/** Descriptions of the commands about penalties, incidents and appeals in Spanish, by their English text. */
import type { Language } from '../language.ts';

export const stewardDescriptions: Language['descriptions'] = {
  'Give a driver a penalty': 'Sanciona a un piloto',
  What: 'Qué',
  'Seconds, kilograms, percent or places': 'Segundos, kilogramos, porcentaje o puestos',
  'Race laps until it clears, or to serve it within': 'Vueltas de carrera que dura, o para cumplirla',
  'Session it counts for, such as S-12 (current one if left out)':
    'Sesión para la que cuenta, por ejemplo S-12 (si falta: la actual)',
  'For grid places: next-race (default), next-event, or race:NAME':
    'Para puestos en parrilla: next-race (si falta), next-event o race:NAME',
  'Licence points, such as points:2': 'Puntos de licencia, por ejemplo points:2',
  'Reason (the driver will read this)': 'Motivo (lo leerá el piloto)',
  'Withdraw a penalty': 'Anula una sanción',
  'The penalty, such as P-17': 'La sanción, por ejemplo P-17',
  'Only those older than this one, such as P-17': 'Solo las anteriores a esta, por ejemplo P-17',
  'The decision it replaces, such as D-18': 'La decisión a la que sustituye, por ejemplo D-18',
  'Mark a drive-through or stop-and-go as served': 'Marca un drive-through o stop-and-go como cumplido',
  'Mark one as not served (it becomes a time penalty)': 'Marca uno como no cumplido (pasa a sanción de tiempo)',
  'Kick a disqualified driver (until then the car stays on track)':
    'Expulsa a un piloto descalificado (hasta entonces el coche sigue en pista)',
  'Reason (needed if you were involved)': 'Motivo (obligatorio si el asunto te implica)',
  'List active penalties, or all penalties of one driver': 'Muestra las sanciones activas, o todas las de un piloto',
  'Warn a driver': 'Da una advertencia a un piloto',
  'Show your penalties, incidents and warnings left': 'Muestra tus sanciones, incidentes y advertencias restantes',
  'After a restart: carry a penalty over': 'Tras un reinicio: mantiene una sanción',
  'The penalty, such as P-17, or all (everything unanswered)':
    'La sanción, por ejemplo P-17, o all (todas las pendientes)',
  'After a restart: drop a penalty (it is withdrawn)': 'Tras un reinicio: descarta una sanción (queda anulada)',
  'List the newest incidents; filter by state, session, lap or driver':
    'Muestra los últimos incidentes; filtra por estado, sesión, vuelta o piloto',
  'Which ones: all, open, or mine (those you took)': 'Cuáles: all (todos), open (abiertos) o mine (los tuyos)',
  'A driver in it: name, car ID or GUID': 'Un piloto implicado: nombre, ID del coche o GUID',
  'Lap they happened on': 'Vuelta en la que ocurrieron',
  'Open the next incident to review: worst first, then oldest':
    'Abre el siguiente incidente por revisar: primero los más graves, luego los más antiguos',
  'The incident you just reviewed': 'El incidente que acabas de revisar',
  'No further action for every undecided driver on a shared card':
    'Sin más medidas para quienes no tengan decisión en una tarjeta conjunta',
  'Give an incident on a shared card its own card': 'Da tarjeta propia a un incidente de una tarjeta conjunta',
  'The incident, such as INC-3': 'El incidente, por ejemplo INC-3',
  'Only those older than this one, such as INC-3': 'Solo los anteriores a este, por ejemplo INC-3',
  'Reason (needed if you are an admin and were involved)': 'Motivo (obligatorio si eres admin y el asunto te implica)',
  'Open a thread to discuss an incident': 'Abre un hilo para discutir un incidente',
  'Show everything known about an incident': 'Muestra todo lo que se sabe de un incidente',
  'Decide an incident, for one driver or several': 'Decide un incidente, para uno o varios pilotos',
  'Drivers in it: names, car IDs or GUIDs, with commas (all undecided if left out)':
    'Pilotos implicados: nombres, ID de coche o GUID, con comas (si faltan: los que no tienen decisión)',
  'Infringement, by its code': 'Infracción, por su código',
  'Replace a decision with another (reason required)': 'Sustituye una decisión por otra (motivo obligatorio)',
  'The decision to replace, such as P-17 or D-18': 'La decisión que se sustituye, por ejemplo P-17 o D-18',
  'The new decision (withdrawn for none)': 'La nueva decisión (withdrawn para ninguna)',
  'Change a decision in an incident': 'Cambia una decisión de un incidente',
  'Take an incident: show that you are investigating it': 'Toma un incidente: muestra que lo estás investigando',
  'Open an incident that was not detected': 'Abre un incidente que no se detectó',
  'Session it happened in, such as S-12': 'Sesión en la que ocurrió, por ejemplo S-12',
  'Session time, such as 12:34': 'Tiempo de sesión, por ejemplo 12:34',
  'Drivers: names, car IDs or GUIDs, with commas': 'Pilotos: nombres, ID de coche o GUID, separados por comas',
  'Merge two incidents (the older number stays)': 'Une dos incidentes (queda el número más antiguo)',
  'The other incident': 'El otro incidente',
  'Split some drivers off into an incident of their own': 'Separa a algunos pilotos en un incidente propio',
  'Drivers to split off: names, car IDs or GUIDs, with commas':
    'Pilotos que se separan: nombres, ID de coche o GUID, separados por comas',
  'Show a picture of a contact: where the cars were': 'Muestra una imagen de un contacto: dónde estaban los coches',
  'Which contact of a pile-up (1 is the first)': 'Qué contacto de un choque múltiple (1 es el primero)',
  'Still picture or animation': 'Imagen fija o animación',
  'List decisions waiting for a second steward': 'Muestra las decisiones que esperan a un segundo comisario',
  "Confirm another steward's decision, where two are needed":
    'Confirma la decisión de otro comisario, donde hacen falta dos',
  'The decision, such as P-17 or D-18': 'La decisión, por ejemplo P-17 o D-18',
  'Reason (needed if you are an admin and made it yourself)':
    'Motivo (obligatorio si eres admin y la decisión es tuya)',
  "Reject another steward's decision, or take back your own (withdrawn if it is in force)":
    'Rechaza la decisión de otro comisario o retira la tuya (anulada si está en vigor)',
  'Reason (optional for your own)': 'Motivo (opcional para la tuya)',
  'Appeal a decision about an incident you were in (it stands until the stewards answer)':
    'Apela una decisión sobre un incidente tuyo (vale hasta que resuelvan los comisarios)',
  'The decision, such as P-17 (only needed if there is more than one)':
    'La decisión, por ejemplo P-17 (solo hace falta si hay más de una)',
  'Why the decision is wrong (the stewards will read this)':
    'Por qué es incorrecta la decisión (lo leerán los comisarios)',
  'Rule on the appeals against a decision': 'Resuelve las apelaciones contra una decisión',
  'Such as P-17': 'Por ejemplo P-17',
  'Upheld, changed or inadmissible': 'Ratificada, modificada o inadmisible',
  'If changed: the new decision': 'Si se modifica: la nueva decisión',
  'Race laps': 'Vueltas de carrera',
  'Reason (the driver who appealed will read this)': 'Motivo (lo leerá quien apeló)',
  'Show licence points: what they were for, and when they expire':
    'Muestra los puntos de licencia: por qué son y cuándo vencen',
  'The driver (everyone if left out)': 'El piloto (si falta: todos)',
  'Report an incident to the stewards': 'Reporta un incidente a los comisarios',
  'Session, such as S-12 (this one if left out)': 'Sesión, por ejemplo S-12 (si falta: esta)',
  'Lap, if it was not just now (in the car: "lap 7")': 'Vuelta, si no fue justo ahora (en el coche: "lap 7")',
  'The other driver': 'El otro piloto',
  'What happened': 'Qué pasó',
};
