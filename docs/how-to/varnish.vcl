# Varnish before Presswerk. Pages are kept for as long as the newspaper allows, and forgotten by surrogate key.
vcl 4.1;
import std;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
}

# Who may purge: the machines on which `presswerk worker` runs.
acl newsroom {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ newsroom) {
            return (synth(403, "Not yours to purge"));
        }
        # obj.* alone, so that the ban lurker can do it in the background.
        ban("obj.http.surrogate-key ~ " + req.http.X-Presswerk-Keys);
        return (synth(200, "Purged"));
    }
    # Only the staff's marker makes an answer one person's; the cookies of others change no page.
    if (req.http.Cookie && req.http.Cookie !~ "presswerk_staff=" && req.url !~ "^/(admin|account|comment)/") {
        unset req.http.Cookie;
    }
}

sub vcl_backend_response {
    if (beresp.http.cdn-cache-control ~ "max-age=[0-9]+") {
        set beresp.ttl = std.duration(regsub(beresp.http.cdn-cache-control, "^.*max-age=([0-9]+).*$", "\1s"), 60s);
        # A page that was purged is gone; nothing is shown past its time.
        set beresp.grace = 0s;
    }
    unset beresp.http.cdn-cache-control;
}

sub vcl_deliver {
    unset resp.http.surrogate-key;
}
