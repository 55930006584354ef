/** Descriptions of commands and their options in Spanish, by their English text. */
import type { Language } from '../language.ts';
import { stewardDescriptions } from './stewardCommands.ts';

export const descriptions: Language['descriptions'] = {
  ...stewardDescriptions,

  'Start the game server': 'Inicia el servidor de juego',
  'Stop the game server': 'Detiene el servidor de juego',
  'Restart the game server': 'Reinicia el servidor de juego',
  'Show the state of the game server': 'Muestra el estado del servidor de juego',
  'Show who is on the game server': 'Muestra quién está en el servidor de juego',
  'Show the running order: gaps, intervals, last and best laps, cars, conditions':
    'Muestra las posiciones: diferencias, intervalos, últimas y mejores vueltas, coches, condiciones',
  'Show the slots of entry_list.ini': 'Muestra las plazas de entry_list.ini',
  'Show the configured sessions and which one is live': 'Muestra las sesiones configuradas y cuál está en curso',
  'Turn a session on or off, or set its laps or minutes':
    'Activa o desactiva una sesión, o cambia sus vueltas o minutos',
  'The session, such as Race': 'La sesión, por ejemplo Race',
  'What to change': 'Qué cambiar',
  'Number of laps or minutes': 'Número de vueltas o minutos',
  'Set the length of a session in minutes': 'Cambia la duración de una sesión, en minutos',
  'Number of minutes': 'Número de minutos',
  'The session (if left out: the live one, else the first timed one)':
    'La sesión (si falta: la que está en curso o, si no, la primera por tiempo)',
  'Go to the next session': 'Pasa a la siguiente sesión',
  'Restart the session (laps are lost)': 'Reinicia la sesión (se pierden las vueltas)',
  'Why these are dropped': 'Por qué se anulan',
  'Penalties to drop, such as P-3 P-5, or all (none if left out)':
    'Sanciones que se anulan, por ejemplo P-3 P-5, o all (si falta: ninguna)',
  'Switch to the next configured weather (if the game server supports it)':
    'Pasa al siguiente clima configurado (si el servidor de juego lo permite)',
  'Send a private message to one driver in the game': 'Envía un mensaje privado a un piloto en el juego',
  'Driver name, car ID or GUID': 'Nombre del piloto, ID del coche o GUID',
  'Your message': 'Tu mensaje',
  'Send a message to everyone in the game': 'Envía un mensaje a todos en el juego',
  'Kick a driver': 'Expulsa a un piloto del servidor',
  'Reason (the driver is told)': 'Motivo (se le dice al piloto)',
  'Force-kick a driver': 'Fuerza la expulsión de un piloto',
  'Ban a driver, temporarily or permanently': 'Banea a un piloto, por un tiempo o para siempre',
  'How long, such as 30m, 2h or 7d (permanent if left out)':
    'Cuánto tiempo, por ejemplo 30m, 2h o 7d (si falta: para siempre)',
  'Lift a ban': 'Levanta un baneo',
  'GUID (17 digits)': 'GUID (17 cifras)',
  Reason: 'Motivo',
  'Add ballast': 'Añade lastre',
  'Kilograms (the game server sets the limit)': 'Kilogramos (el límite lo fija el servidor de juego)',
  'Add intake restrictor (less power)': 'Añade restrictor (menos potencia)',
  'Percent (acServer allows up to 100)': 'Porcentaje (acServer admite hasta 100)',
  'Spectate a car (in sessions where cars are hidden from each other)':
    'Observa un coche (en sesiones donde los coches no se ven entre sí)',
  'Car ID': 'ID del coche',
  'Spectate a class (in sessions where classes are hidden from each other)':
    'Observa una clase (en sesiones donde las clases no se ven entre sí)',
  'Class name, such as lmp2': 'Nombre de la clase, por ejemplo lmp2',
  'Set the grid by the finishing order of the latest race, or of a race you name':
    'Forma la parrilla con el orden de llegada de la última carrera o de la que indiques',
  'The race, such as S-12 (latest results file if left out)':
    'La carrera, por ejemplo S-12 (si falta: el último archivo de resultados)',
  'Set the grid by the reversed finishing order: everyone, or the top few':
    'Forma la parrilla con el orden de llegada invertido: todos o solo los primeros',
  'How many of the top finishers to reverse (all if left out)':
    'A cuántos de los primeros invertir (si falta: a todos)',
  'Move a driver to another place on the staged grid': 'Mueve a un piloto a otro puesto de la parrilla en borrador',
  'A name on the grid, or a GUID': 'Un nombre de la parrilla, o un GUID',
  'Grid place, from 1': 'Puesto en parrilla, desde 1',
  'Show the grid order (current, or staged and not saved yet)':
    'Muestra el orden de parrilla (actual, o en borrador sin guardar)',
  'Show every slot of the grid (current, or staged and not saved yet)':
    'Muestra cada plaza de la parrilla (actual, o en borrador sin guardar)',
  'Save the staged grid to entry_list.ini': 'Guarda la parrilla en borrador en entry_list.ini',
  'Undo the last save of entry_list.ini': 'Deshace el último guardado de entry_list.ini',
  'Show whether the game server is listed in the public lobby':
    'Muestra si el servidor de juego está en el lobby público',
  'Register with the public lobby again': 'Registra de nuevo el servidor en el lobby público',
  'Start stracker (lap times and statistics)': 'Inicia stracker (tiempos de vuelta y estadísticas)',
  'Stop stracker': 'Detiene stracker',
  'Restart stracker with the current configuration': 'Reinicia stracker con la configuración actual',
  'Show whether stracker is running, and its last errors': 'Muestra si stracker está en marcha y sus últimos errores',
  'Show the classification of a session, with its penalties':
    'Muestra la clasificación de una sesión, con sus sanciones',
  'The session, such as S-12 (latest race if left out)': 'La sesión, por ejemplo S-12 (si falta: la última carrera)',
  'Finalise the result of a session (decisions no longer change it)':
    'Hace definitivo el resultado de una sesión (las decisiones ya no lo cambian)',
  'Export a result as files for the server manager, Simresults or a spreadsheet':
    'Exporta un resultado en archivos para el gestor del servidor, Simresults o una hoja de cálculo',
  'Reopen a final result as a new version (decisions change it again)':
    'Reabre un resultado definitivo como nueva versión (las decisiones vuelven a cambiarlo)',
  'The session, such as S-12': 'La sesión, por ejemplo S-12',
  'Reason (public)': 'Motivo (público)',
  'Start a league event: the current session and those that follow belong to it':
    'Inicia un evento de la liga: incluye la sesión actual y las siguientes',
  'Name of the event, such as "Round 3"': 'Nombre del evento, por ejemplo "Round 3"',
  'Series it belongs to': 'Campeonato al que pertenece',
  'End the current league event': 'Termina el evento actual de la liga',
  'Show the sessions of the current event, or of an earlier one':
    'Muestra las sesiones del evento actual o de uno anterior',
  'An earlier event, such as E-3': 'Un evento anterior, por ejemplo E-3',
  'Join the latest race to an interrupted one (its decisions carry over)':
    'Une la última carrera a una interrumpida (sus decisiones se mantienen)',
  'The interrupted race, such as S-12': 'La carrera interrumpida, por ejemplo S-12',
  'Link your Discord account to your driver': 'Vincula tu cuenta de Discord con tu piloto',
  'The code !link gave you in the game': 'El código que te dio !link en el juego',
  'Unlink your Discord account from your driver': 'Desvincula tu cuenta de Discord de tu piloto',
  'Show your role, what you can do, and why': 'Muestra tu rol, qué puedes hacer y por qué',
  'Reload roster.csv: league names, numbers, teams and accounts':
    'Recarga roster.csv: nombres, números, equipos y cuentas de la liga',
  'Log in as admin until you leave the server': 'Accede como admin hasta que dejes el servidor',
  'Admin password of the server': 'Contraseña de admin del servidor',
  'Log in as spectator until you leave the server': 'Accede como espectador hasta que dejes el servidor',
  'Spectator password of the server': 'Contraseña de espectador del servidor',
  'Send contacts, infractions and penalties to an app in your car, until you leave':
    'Envía contactos, infracciones y sanciones a una app en tu coche, hasta que salgas',
  'Stop sending extra information to an app in your car': 'Deja de enviar información adicional a una app en tu coche',
  'Create missing channels and roles, or test a card or an in-game line':
    'Crea los canales y roles que faltan, o prueba un mensaje en el canal o en el juego',
  'Create what is missing, use what exists, test a card or an in-game line, show, or undo':
    'Crea lo que falta, usa lo que existe, prueba un mensaje, muestra o deshace',
  'With "take": what the channel or role is for': 'Con "take": para qué es el canal o el rol',
  'With "take": an existing channel': 'Con "take": un canal existente',
  'With "take": an existing role': 'Con "take": un rol existente',
  'Check for common problems, with a fix for each': 'Busca problemas comunes, con una solución para cada uno',
  'Shut down Pitwall (the game server keeps running)': 'Cierra Pitwall (el servidor de juego sigue en marcha)',
  'Show the commands you can use, or what one command does': 'Muestra los comandos que puedes usar, o qué hace uno',
  'Command to explain, such as "server start"': 'Comando que explicar, por ejemplo "server start"',
  "Game server (this channel's own if left out)": 'Servidor de juego (si falta: el de este canal)',
};
