/** YAML of untrusted origin: text and structure only, never an object, never a bomb. */
@NullMarked
package dev.almanac.ingest.read.yaml;

import org.jspecify.annotations.NullMarked;
