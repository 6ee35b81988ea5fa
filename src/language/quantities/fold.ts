/** Full-width digits, letters and signs (２０２６年，％) as their ASCII fellows; every place stays where it was. */
export function fold(text: string): string {
  return text.replace(/[\uFF01-\uFF5E\u3000\u00A0\u202F\u2009]/g, (sign) =>
    sign >= "\uFF01" && sign <= "\uFF5E" ? String.fromCharCode(sign.charCodeAt(0) - 0xfee0) : " ",
  );
}
