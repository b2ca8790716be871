"""Asks S3 by boto3 what a tenant's role may and may not; prints the answers as JSON: "ok", or the code of the error."""

import io
import json
import sys
import urllib.error
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, bucket, key_arn, foreign_key = sys.argv[1:5]


def client(signature: str = "s3v4"):
    config = Config(signature_version=signature, s3={"addressing_style": "path"}, retries={"max_attempts": 1})
    return boto3.client("s3", endpoint_url=endpoint, config=config)


s3 = client()


def answer(call) -> str:
    try:
        found = call()
        return found if isinstance(found, str) else "ok"
    except ClientError as error:
        return error.response["Error"]["Code"]
    except urllib.error.HTTPError as error:
        return error.read().decode().split("<Code>")[-1].split("</Code>")[0]


def put(key: str = "boto3/put", **extra):
    return lambda: s3.put_object(Bucket=bucket, Key=key, Body=b"data", **extra)


def multipart():
    s3.upload_fileobj(io.BytesIO(bytes(9 * 1024 * 1024)), bucket, "boto3/multipart")
    head = s3.head_object(Bucket=bucket, Key="boto3/multipart")
    if head["SSEKMSKeyId"] != key_arn or not head["BucketKeyEnabled"] or head["ContentLength"] != 9 * 1024 * 1024:
        return f"lies under {head.get('SSEKMSKeyId')}"
    return "ok"


def copy(**extra):
    return lambda: s3.copy_object(
        Bucket=bucket, Key="boto3/copy", CopySource={"Bucket": bucket, "Key": "boto3/put"}, **extra
    )


def presigned(method: str, signature: str, key: str):
    def call():
        url = client(signature).generate_presigned_url(f"{method.lower()}_object", {"Bucket": bucket, "Key": key})
        body = b"data" if method == "PUT" else None
        # Left to itself, urllib names a type for what it sends, and version 2 signs the type.
        request = urllib.request.Request(url, data=body, method=method, headers={"content-type": ""} if body else {})
        with urllib.request.urlopen(request) as found:
            found.read()

    return call


def post():
    form = s3.generate_presigned_post(bucket, "boto3/post")
    boundary = "proof"
    fields = {**form["fields"], "file": "data"}
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()]
    body = ("".join(parts) + f"--{boundary}--\r\n").encode()
    headers = {"content-type": f"multipart/form-data; boundary={boundary}"}
    urllib.request.urlopen(urllib.request.Request(form["url"], data=body, headers=headers))


def multipart_under(key):
    return lambda: s3.create_multipart_upload(
        Bucket=bucket, Key="boto3/multipart", ServerSideEncryption="aws:kms", SSEKMSKeyId=key
    )


def direct():
    client = boto3.client("kms", endpoint_url=endpoint, config=Config(retries={"max_attempts": 1}))
    context = {"aws:s3:arn": f"arn:aws:s3:::{bucket}"}
    return client.generate_data_key(KeyId=key_arn, KeySpec="AES_256", EncryptionContext=context)


kms = {"ServerSideEncryption": "aws:kms"}
customer = {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": "0" * 32}
print(
    json.dumps(
        {
            "put": answer(put()),
            "put under its own key": answer(put(SSEKMSKeyId=key_arn, **kms)),
            "put under another key": answer(put(SSEKMSKeyId=foreign_key, **kms)),
            "put with AES256": answer(put(ServerSideEncryption="AES256")),
            "put with aws:kms alone": answer(put(**kms)),
            "put with aws:kms:dsse": answer(put(ServerSideEncryption="aws:kms:dsse")),
            "put with a key of its own": answer(put(**customer)),
            "put without Bucket Key": answer(put(BucketKeyEnabled=False)),
            "multipart under another key": answer(multipart_under(foreign_key)),
            "use of the key past S3": answer(direct),
            "multipart": answer(multipart),
            "copy": answer(copy()),
            "copy with AES256": answer(copy(ServerSideEncryption="AES256")),
            "copy under another key": answer(copy(SSEKMSKeyId=foreign_key, **kms)),
            "presigned get, version 4": answer(presigned("GET", "s3v4", "boto3/put")),
            "presigned get, version 2": answer(presigned("GET", "s3", "boto3/put")),
            "presigned put, version 4": answer(presigned("PUT", "s3v4", "boto3/presigned")),
            "presigned put, version 2": answer(presigned("PUT", "s3", "boto3/presigned")),
            "form upload": answer(post),
        }
    )
)
