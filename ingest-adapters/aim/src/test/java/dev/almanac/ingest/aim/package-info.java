/** Tests of the Aim adapter, against repositories that Aim itself wrote. */
@NullMarked
package dev.almanac.ingest.aim;

import org.jspecify.annotations.NullMarked;
