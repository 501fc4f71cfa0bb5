/** Numbers, lines and small texts as Python and its friends write them; pure. */
@NullMarked
package dev.almanac.ingest.read.text;

import org.jspecify.annotations.NullMarked;
