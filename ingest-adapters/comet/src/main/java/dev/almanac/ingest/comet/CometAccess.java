package dev.almanac.ingest.comet;

import dev.almanac.ingest.Secret;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key and the server, in the client's own order: the option {@value #KEY}, {@code
 * COMET_API_KEY}, then {@code api_key} of {@code ~/.comet.config} (or of the file that {@code
 * COMET_CONFIG} names).
 *
 * <p>Unlike the client, no {@code .comet.config} or {@code .env} of the current folder is read:
 * such a file could send a person's key to whoever wrote it.
 *
 * @param key the key
 * @param stated the server's root as key, environment or file state it, or null
 */
record CometAccess(Secret key, @Nullable URI stated) {

  /** The option that holds the key or refers to it. */
  static final String KEY = "api-key";

  /** The option that holds the root of a server of one's own. */
  static final String SERVER = "server";

  /** Where keys and servers are looked for. */
  record Places(Map<String, String> environment, Path home) {

    /** Finds the key and the server. */
    CometAccess find(SourceOptions options) throws IOException {
      Map<String, String> file = configuration();
      Secret key = options.secret(KEY);
      String server = environment.get("COMET_URL_OVERRIDE");
      if (key == null && present(environment.get("COMET_API_KEY"))) {
        key = Secret.of(environment.getOrDefault("COMET_API_KEY", ""));
      }
      if (key == null && present(file.get("api_key"))) {
        key = Secret.of(file.getOrDefault("api_key", ""));
        server = server == null ? file.get("url_override") : server;
      }
      if (key == null) {
        throw new IOException(
            "Cannot read from Comet: there is no key; set COMET_API_KEY, or api_key in"
                + " ~/.comet.config, or the option "
                + KEY);
      }
      String inKey = serverInKey(key);
      String said = inKey != null ? inKey : server;
      return new CometAccess(key, said == null || said.isBlank() ? null : root(said));
    }

    private static boolean present(@Nullable String text) {
      return text != null && !text.isBlank();
    }

    /** Returns the section {@code [comet]} of the file; empty if there is none. */
    private Map<String, String> configuration() throws IOException {
      String named = environment.get("COMET_CONFIG");
      Path file = named == null ? home.resolve(".comet.config") : Path.of(named);
      Map<String, String> values = new TreeMap<>();
      if (!Files.isRegularFile(file)) {
        return values;
      }
      boolean ours = false;
      String text;
      try {
        text = FileTexts.text(FileTexts.bytes(file));
      } catch (IOException unreadable) {
        throw new IOException(
            "Cannot read Comet's configuration: " + FileTexts.reason(unreadable), unreadable);
      }
      for (String line : text.lines().map(String::strip).toList()) {
        int equals = line.indexOf('=');
        if (line.startsWith("[")) {
          ours = line.equals("[comet]");
        } else if (ours && equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
          String name = line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
          values.put(name, line.substring(equals + 1).strip());
        }
      }
      return values;
    }
  }

  static Places of(Map<String, String> environment, @Nullable String home) {
    return new Places(environment, Path.of(home == null ? "." : home));
  }

  /** A key may hold its server: {@code KEY*BASE64} of {@code {"baseUrl": …}}. */
  private static @Nullable String serverInKey(Secret key) {
    int star = key.reveal().indexOf('*');
    if (star < 0) {
      return null;
    }
    try {
      String packed = key.reveal().substring(star + 1).replace('-', '+').replace('_', '/');
      byte[] json = Base64.getDecoder().decode(packed.replaceAll("=+$", ""));
      return JsonText.parse(new String(json, StandardCharsets.UTF_8)).get("baseUrl").text();
    } catch (IOException | IllegalArgumentException notOfThisForm) {
      return null;
    }
  }

  /** Returns a server's root: what is said without {@code /clientlib/}, {@code /api}. */
  static URI root(String text) throws IOException {
    try {
      URI uri = URI.create(text.strip());
      if (uri.getHost() == null || uri.getScheme() == null) {
        throw new IllegalArgumentException("no host");
      }
      String path = uri.getPath() == null ? "" : uri.getPath();
      String kept = path.replaceFirst("/(clientlib|api)(/.*)?$", "").replaceFirst("/+$", "");
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return URI.create(uri.getScheme() + "://" + uri.getHost() + port + kept);
    } catch (IllegalArgumentException malformed) {
      throw new IOException(
          "Cannot use the address of the Comet server: it is no URL; write it like"
              + " https://comet.example.org",
          malformed);
    }
  }

  /** Returns the server to ask. */
  URI server(SourceOptions options, CometAddress address) throws IOException {
    String option = options.text(SERVER);
    if (option != null) {
      return root(option);
    }
    if (address.server() != null) {
      return address.server();
    }
    return stated == null ? CometAddress.CLOUD : stated;
  }

  @Override
  public String toString() {
    return "access to " + stated;
  }
}
