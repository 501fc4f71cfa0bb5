package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.Secret;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the API key where W&B's own client looks: option {@code api_key}, then {@code
 * WANDB_API_KEY}, then the netrc file ({@code $NETRC}, {@code ~/.netrc}, {@code ~/_netrc}). Also
 * the address of the server that the machine is set up for.
 *
 * @param environment environment variables
 * @param home home folder of the user
 */
record WandbKeys(Map<String, String> environment, Path home) {

  /** Name of the option that holds the key or a reference to it. */
  static final String OPTION = "api_key";

  private static final int MAX_FILE = 1 << 20;

  private static final String CLOUD = "https://api.wandb.ai";

  /** Looks at this process's environment and home. */
  static WandbKeys ofThisMachine() {
    return new WandbKeys(System.getenv(), Path.of(System.getProperty("user.home", ".")));
  }

  /**
   * Returns the header that shows the key, or null if there is no key for the server.
   *
   * @throws IOException if the option refers to a secret that cannot be had
   */
  @Nullable Secret authorization(URI server, SourceOptions options) throws IOException {
    Secret key = options.secret(OPTION);
    String text = key == null ? environment.get("WANDB_API_KEY") : key.reveal();
    if (text == null || text.isBlank()) {
      text = fromNetrc(server.getHost());
    }
    if (text == null || text.isBlank()) {
      return null;
    }
    byte[] pair = ("api:" + text.strip()).getBytes(StandardCharsets.UTF_8);
    return Secret.of("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private @Nullable String fromNetrc(String host) throws IOException {
    List<Path> places = new ArrayList<>();
    String named = environment.get("NETRC");
    if (named != null && !named.isEmpty()) {
      places.add(Path.of(named));
    } else {
      places.add(home.resolve(".netrc"));
      places.add(home.resolve("_netrc"));
    }
    for (Path place : places) {
      if (Files.isRegularFile(place)) {
        String found = password(text(place), host);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** Returns the password of a machine in a netrc file, or null. */
  static @Nullable String password(String netrc, String host) {
    StringTokenizer words = new StringTokenizer(netrc);
    boolean ours = false;
    while (words.hasMoreTokens()) {
      switch (words.nextToken()) {
        case "machine" -> ours = words.hasMoreTokens() && words.nextToken().equals(host);
        case "default" -> ours = false;
        case "password" -> {
          String password = words.hasMoreTokens() ? words.nextToken() : "";
          if (ours) {
            return password;
          }
        }
        default -> {}
      }
    }
    return null;
  }

  /**
   * Returns the server that the machine is set up for: {@code WANDB_BASE_URL}, else {@code
   * base_url} of W&B's settings file ({@code $WANDB_CONFIG_DIR/settings}, {@code
   * ~/.config/wandb/settings}), else the cloud.
   */
  URI defaultServer() throws IOException {
    String stated = environment.get("WANDB_BASE_URL");
    if (stated != null && !stated.isBlank()) {
      return address(stated, "WANDB_BASE_URL");
    }
    String folder = environment.get("WANDB_CONFIG_DIR");
    Path settings =
        (folder == null ? home.resolve(".config/wandb") : Path.of(folder)).resolve("settings");
    if (Files.isRegularFile(settings)) {
      for (String line : text(settings).lines().toList()) {
        int equals = line.indexOf('=');
        if (equals > 0 && line.substring(0, equals).strip().equals("base_url")) {
          return address(line.substring(equals + 1), settings.toString());
        }
      }
    }
    return URI.create(CLOUD);
  }

  private static String text(Path file) throws IOException {
    // Whatever the encoding: keys, hosts and addresses are ASCII.
    return new String(FileTexts.bytes(file, MAX_FILE), StandardCharsets.ISO_8859_1);
  }

  private static URI address(String text, String where) throws IOException {
    try {
      URI uri = new URI(text.strip());
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException malformed) {
      // Said below, without the text, which may hold a password.
    }
    throw new IOException(
        "Cannot use the W&B server of " + where + ": it is no address; write https://HOST");
  }
}
