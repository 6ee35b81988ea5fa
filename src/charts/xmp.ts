/**
 * What kind of picture it is, written into the file: drawn by a program from data, by no camera and no trained model
 * (IPTC digital source type `algorithmicMedia`, https://cv.iptc.org/newscodes/digitalsourcetype/). PNG keeps it as XMP in an
 * international text chunk before the pixels (XMP specification, part 3, 1.1.5).
 */
import { crc32 } from "node:zlib";

const packet = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"/></rdf:RDF></x:xmpmeta><?xpacket end="r"?>`;

/** The head of a PNG: signature and IHDR, always of this size. */
const head = 8 + 25;

export function withXmp(png: Uint8Array): Uint8Array {
  const body = Buffer.concat([
    Buffer.from("iTXtXML:com.adobe.xmp", "latin1"),
    // End of the keyword; not compressed; method 0; no language; no translated keyword.
    Buffer.from([0, 0, 0, 0, 0]),
    Buffer.from(packet, "utf8"),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length - 4);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, head), size, body, sum, png.subarray(head)]);
}
