const numeral = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?$/;

/** Reads a number as the Numeric operators do. */
export function parseNumber(text: string): number | undefined {
  return numeral.test(text) ? Number(text) : undefined;
}

/** Four digits are a year. */
const epoch = /^(?!\d{4}$)-?\d+(\.\d+)?$/;
const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/**
 * Reads a date as the Date operators do, in seconds: a W3C profile of ISO 8601 or an epoch time. Without a zone it is UTC.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function parseDate(text: string): number | undefined {
  if (epoch.test(text)) return Number(text);
  const match = iso.exec(text);
  if (match === null) return undefined;
  const part = (index: number, otherwise: string): string => match[index] ?? otherwise;
  const day = daySeconds(part(1, ''), part(2, '01'), part(3, '01'));
  const time = timeSeconds(Number(part(4, '0')), Number(part(5, '0')), Number(part(6, '0')));
  return day === undefined || time === undefined ? undefined : day + time - zoneSeconds(part(7, 'Z'));
}

/** Days that the calendar does not have are none. */
function daySeconds(year: string, month: string, day: string): number | undefined {
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return new Date(midnight).toISOString().startsWith(`${year}-${month}-${day}`) ? midnight / 1000 : undefined;
}

function timeSeconds(hour: number, minute: number, second: number): number | undefined {
  return hour > 23 || minute > 59 || second >= 61 ? undefined : hour * 3600 + minute * 60 + second;
}

function zoneSeconds(zone: string): number {
  if (zone === 'Z') return 0;
  const seconds = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(-2)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}
