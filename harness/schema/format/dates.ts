import { chosen, digits, stringFormat } from "./format.ts";
import type { Format } from "./format.ts";
import type * as fc from "fast-check";

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:z|([+-])(\d{2}):(\d{2}))$/i;
const DURATION =
  /^P(?!$)(?:\d+W|(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?(?:T(?=\d)(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)$/;

/** RFC 3339, section 5.6, and appendix A for durations. */
export const dateFormats: readonly (readonly [string, Format])[] = [
  ["date", stringFormat(isDate, ["2000-01-01", "2024-02-29", "1969-12-31", "9999-12-31", "0001-01-01"], drawDate)],
  ["time", stringFormat(isTime, ["00:00:00Z", "23:59:59.999+23:59", "23:59:60Z", "12:00:00-00:00"], drawTime)],
  [
    "date-time",
    stringFormat(
      (text) => /^.{10}[tT ].+$/.test(text) && text[10] !== " " && isDate(text.slice(0, 10)) && isTime(text.slice(11)),
      ["2000-01-01T00:00:00Z", "2024-02-29T23:59:59.999999+05:30", "1969-12-31T23:59:59Z", "1998-12-31T23:59:60Z"],
      (random, longest) => `${drawDate(random)}T${drawTime(random, longest - 11)}`,
    ),
  ],
  ["duration", stringFormat((text) => DURATION.test(text), ["P1D", "PT0S", "P1Y2M3DT4H5M6S", "P4W"], drawDuration)],
];

function isDate(text: string): boolean {
  const [, year = "", month = "", day = ""] = DATE.exec(text) ?? [];
  return day !== "" && Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month));
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month >= 1 && month <= 12 ? ([4, 6, 9, 11].includes(month) ? 30 : 31) : 0;
}

/** A leap second can only be the last of a day in UTC. */
function isTime(text: string): boolean {
  const [, hour = "", minute = "", second = "", sign = "+", offsetHour = "0", offsetMinute = "0"] =
    TIME.exec(text) ?? [];
  if (hour === "" || Number(hour) > 23 || Number(minute) > 59 || Number(offsetHour) > 23 || Number(offsetMinute) > 59)
    return false;
  if (Number(second) < 60) return true;
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === "-" ? -1 : 1);
  const utc = (Number(hour) * 60 + Number(minute) - offset + 2880) % 1440;
  return Number(second) === 60 && utc === 1439;
}

function drawDate(random: fc.Random): string {
  const year = chosen(random, [random.nextInt(1900, 2100), random.nextInt(1900, 2100), random.nextInt(1, 9999)]);
  const month = random.nextInt(1, 12);
  const last = daysIn(year, month);
  const day = chosen(random, [1, last, random.nextInt(1, last)]);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function drawTime(random: fc.Random, longest: number): string {
  const fraction = longest >= 20 && random.nextInt(0, 2) === 0 ? `.${digits(random, 0, 999_999)}` : "";
  const zone =
    longest < 14
      ? "Z"
      : chosen(random, [
          "Z",
          "Z",
          "z",
          `${chosen(random, ["+", "-"])}${digits(random, 0, 23, 2)}:${digits(random, 0, 59, 2)}`,
        ]);
  return `${digits(random, 0, 23, 2)}:${digits(random, 0, 59, 2)}:${digits(random, 0, 59, 2)}${fraction}${zone}`;
}

function drawDuration(random: fc.Random): string {
  const part = (unit: string): string => digits(random, 0, chosen(random, [9, 99, 9999])) + unit;
  return chosen(random, [
    `P${part("W")}`,
    `P${part("D")}`,
    `PT${part("S")}`,
    `P${part("Y")}${part("M")}${part("D")}T${part("H")}${part("M")}${part("S")}`,
    `P${part("M")}T${part("M")}`,
  ]);
}
