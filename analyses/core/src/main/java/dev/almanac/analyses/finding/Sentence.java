package dev.almanac.analyses.finding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence as a template with its arguments, so that a program can read the figures and a person
 * the whole.
 *
 * @param template text with {@code {name}} for each argument
 * @param args what stands for each, in the order of their places
 */
record Sentence(String template, Map<String, String> args) {

  private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");

  /** Checks that every place has its argument, and copies the map. */
  Sentence {
    args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
    Matcher place = PLACE.matcher(template);
    while (place.find()) {
      if (!args.containsKey(place.group(1))) {
        throw new IllegalArgumentException("No argument " + place.group(1) + " for " + template);
      }
    }
  }

  /** Begins a sentence. */
  static Writer say(String template) {
    return new Writer(template);
  }

  /** Returns the sentence with its arguments in their places. */
  String text() {
    return PLACE
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(args.getOrDefault(found.group(1), "")));
  }

  /** Collects text and arguments. Used by one thread. */
  static final class Writer {
    private final StringBuilder template;
    private final Map<String, String> args = new LinkedHashMap<>();

    private Writer(String template) {
      this.template = new StringBuilder(template);
    }

    /** Goes on with more text. */
    Writer say(String more) {
      template.append(more);
      return this;
    }

    /** Gives the value of a place. */
    Writer with(String name, String value) {
      args.put(name, value);
      return this;
    }

    Sentence end() {
      return new Sentence(template.toString(), args);
    }
  }
}
