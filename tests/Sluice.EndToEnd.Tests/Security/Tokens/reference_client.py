# SPDX-License-Identifier: Apache-2.0
"""The reference client's steps with Microsoft's library for Python. The environment says where everything is."""
import json
import os
import sys

import msal
import requests

tenant = os.environ["TENANT_ID"]
client_id = os.environ["CLIENT_ID"]
client_secret = os.environ["CLIENT_SECRET"]
gateway = os.environ["GATEWAY"]
host = os.environ["AUTHORITY_HOST"]

application = msal.ConfidentialClientApplication(
    client_id,
    client_credential=client_secret,
    authority=f"{host}/{tenant}",
    instance_discovery=host == "https://login.microsoftonline.com",
)
token = application.acquire_token_for_client(["https://hib.azurehdinsight.net/.default"])
if "access_token" not in token:
    sys.exit(token["error_description"])

http = requests.Session()
http.headers["Authorization"] = f"Bearer {token['access_token']}"
http.headers["Content-type"] = "application/json"


def call(method, path, body=None):
    data = None if body is None else json.dumps(body, separators=(",", ":"))
    response = http.request(method, f"{gateway}{path}", data=data, timeout=10)
    if not response.ok:
        sys.exit(f"{method} {path}: {response.status_code} {response.headers.get('WWW-Authenticate')} {response.text}")
    return response


topic = os.environ["TOPIC"]
call("PUT", f"/v1/topics/{topic}", {
    "partition_count": 1,
    "replication_factor": 1,
    "topic_properties": {"retention.ms": 604800000, "min.insync.replicas": "1"},
})
assert topic in call("GET", "/v1/metadata/topics").json()["topics"]
call("POST", f"/v1/producer/topics/{topic}", {"records": [
    {"key": "key1", "value": "**********"},
    {"value": 5, "partition": 0},
    {"value": 3.14},
    {"value": {"foo": "bar"}},
    {"value": [{"foo": "bar"}, {"foo": "baz"}]},
    {"value": {"customer": {"name": "Ada", "orders": [{"id": 1}]}}},
]})
offset = "0"
while True:
    page = call("GET", f"/v1/consumer/topics/{topic}/partitions/0/offsets/{offset}?count=2")
    if not page.json()["records"]:
        break
    for record in page.json()["records"]:
        print(record["value"])
    offset = page.headers["NextOffset"]
assert len(call("GET", f"/v1/metadata/topics/{topic}/partitions").json()["partitions"]) == 1
assert call("GET", f"/v1/metadata/topics/{topic}/partitions/0").json()["latest_offset"] == 6
