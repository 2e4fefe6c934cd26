"""What Dovecot and Exim are told: their configurations, with holes for ports and folders."""
DOVECOT_CONF = """
base_dir = {run}
state_dir = {run}
instance_name = docketd-{imap}
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_verbose = yes
auth_failure_delay = 0
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 100
mail_location = maildir:~/Maildir
recipient_delimiter = +
lmtp_save_to_detail_mailbox = yes
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
# Access tokens that oauth.py's login server signs (RFC 7519).
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%Lu allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Spam {{
    auto = subscribe
    special_use = \\Junk
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""

EXIM_CONF = """
primary_hostname = {authserv_id}
spool_directory = {folder}/exim/spool
log_file_path = {folder}/exim/%slog
pid_file_path = {folder}/exim/pid
notifier_socket =
exim_path = {folder}/exim/exim4
log_selector = +received_recipients +smtp_protocol_error +tls_cipher
keep_environment = LD_PRELOAD : ^NSS_WRAPPER
deliver_drop_privilege
disable_ipv6
local_interfaces = 127.0.0.1
daemon_smtp_ports = {smtp} : {smtps}
tls_on_connect_ports = {smtps}
tls_advertise_hosts = *
tls_certificate = {folder}/server.pem
tls_privatekey = {folder}/server.key
auth_advertise_hosts = ${{if def:tls_in_cipher {{*}}}}
host_lookup =
rfc1413_query_timeout = 0s
smtp_accept_max = 200
smtp_accept_max_per_connection = 0
smtp_accept_queue_per_connection = 0
message_size_limit = 60M
check_spool_space = 0
check_spool_inodes = 0
domainlist local = *.example
acl_smtp_mail = from
acl_smtp_rcpt = to
acl_smtp_data = content

begin acl
from:
  deny  condition      = ${{if eqi{{$sender_address_domain}}{{pv05.example}}}}
        !authenticated = *
        message        = 5.7.1 authentication required for senders of pv05.example
  accept

# Three mailboxes that never take a mail, for the failures a courier must live with.
to:
  deny  local_parts = nosuchuser
        message     = 5.1.1 no such user here
  deny  local_parts = overquota
        message     = 5.4.5 daily sending quota exceeded
  defer local_parts = fullbox
        message     = 4.2.2 mailbox full
  accept domains    = +local
  deny  message     = 5.7.1 relay not permitted

# AUTH as a user of the From domain stands in for DKIM and SPF, which need DNS.
content:
  warn  condition     = ${{if match{{$h_Authentication-Results:}}{{(?i)\\\\b{authserv_pattern}\\\\b}}}}
        remove_header = Authentication-Results
  warn  set acl_m_from = ${{lc:${{domain:${{address:$h_From:}}}}}}
  warn  authenticated = *
        condition     = ${{if eqi{{$acl_m_from}}{{${{domain:$authenticated_id}}}}}}
        add_header    = :at_start:Authentication-Results: {authserv_id}; auth=pass (plain) smtp.auth=$authenticated_id; \\
                        dmarc=pass header.from=$acl_m_from
  warn  !condition    = ${{if eqi{{$acl_m_from}}{{${{domain:$authenticated_id}}}}}}
        add_header    = :at_start:Authentication-Results: {authserv_id}; dmarc=fail header.from=$acl_m_from
  accept

begin routers
mailbox:
  driver = manualroute
  domains = +local
  route_list = * 127.0.0.1 byname
  self = send
  transport = lmtp

begin transports
lmtp:
  driver = smtp
  protocol = lmtp
  port = {lmtp}
  allow_localhost
  hosts_avoid_tls = *

begin retry
* * F,1h,2s

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth3}}{{{password}}}}}{{match{{$auth2}}{{\\\\.example\\$}}}}}}}}
  server_set_id = $auth2
# Tokens of oauth.py's login server, each with whose it is.
xoauth2:
  driver = plaintext
  public_name = XOAUTH2
  server_prompts = :
  server_condition = ${{if match{{$auth1}}{{\\N^user=([^\\x01]+)\\x01auth=Bearer ([^\\x01]+)\\x01\\x01$\\N}}{{${{if eq{{$1}}{{${{lookup{{$2}}lsearch{{{folder}/tokens}}}}}}}}}}{{no}}}}
  server_set_id = ${{sg{{$auth1}}{{\\N^user=([^\\x01]+).*$\\N}}{{\\$1}}}}
oauthbearer:
  driver = plaintext
  public_name = OAUTHBEARER
  server_prompts = :
  server_condition = ${{if match{{$auth1}}{{\\N^n,a=([^,]+),\\x01.*\\x01auth=Bearer ([^\\x01]+)\\x01\\x01$\\N}}{{${{if eq{{$1}}{{${{lookup{{$2}}lsearch{{{folder}/tokens}}}}}}}}}}{{no}}}}
  server_set_id = ${{sg{{$auth1}}{{\\N^n,a=([^,]+),.*$\\N}}{{\\$1}}}}
"""
DOVECOT_OAUTH2 = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/oauth2-keys/
username_attribute = email
"""
